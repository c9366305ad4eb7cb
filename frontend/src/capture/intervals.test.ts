import { expect, test } from "vitest";
import { asked, type Sampling } from "./intervals";

const sampling = (coded: Record<number, string> = {}): Sampling => ({ since: 0, every: 10, coded });

test("a momentary look is asked for at the interval's end, until the next is over", () => {
  expect(asked("momentary", sampling(), 9_000)).toMatchObject({ interval: null, secondsLeft: 1, over: 0 });
  expect(asked("momentary", sampling(), 10_000)).toMatchObject({ interval: 0, yes: true, no: true });
  expect(asked("momentary", sampling(), 19_999)).toMatchObject({ interval: 0, missing: 0 });
  expect(asked("momentary", sampling(), 20_000)).toMatchObject({ interval: 1, missing: 1 });
});

test("at any moment of an interval it can already be seen, never already be missing", () => {
  expect(asked("partial_interval", sampling(), 3_000)).toMatchObject({ interval: 0, yes: true, no: false });
  expect(asked("partial_interval", sampling({ 0: "a" }), 9_000)).toMatchObject({ interval: null });
  expect(asked("partial_interval", sampling({ 0: "a" }), 12_000)).toMatchObject({
    interval: 1,
    yes: true,
    no: false,
  });
});

test("all through an interval it can already be lost, never already be won", () => {
  expect(asked("whole_interval", sampling(), 3_000)).toMatchObject({ interval: 0, yes: false, no: true });
  expect(asked("whole_interval", sampling(), 12_000)).toMatchObject({ interval: 0, yes: true, no: true });
});

test("after a locked screen, the intervals that nobody coded are missing, not unseen", () => {
  expect(asked("momentary", sampling({ 0: "a" }), 65_000)).toMatchObject({
    interval: 5,
    over: 6,
    missing: 4,
  });
});

test("a clock that was set back asks for nothing", () => {
  expect(asked("momentary", sampling(), -5_000)).toMatchObject({ interval: null, over: 0, secondsLeft: 10 });
});
