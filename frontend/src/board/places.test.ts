import { describe, expect, test } from "vitest";
import type { Cycle, Place } from "./contract";
import {
  alongDays,
  alongTime,
  byCost,
  nearest,
  onePerMoment,
  passedOver,
  railsOf,
  slotsOf,
  spotKey,
} from "./places";

const place = (day: string, start: number, cost_change: number, more: Partial<Place> = {}): Place => ({
  day,
  start,
  cost_change,
  mode: "push_in",
  place: "3A",
  therapist: "lim",
  ...more,
});
const days = ["Mon", "Tue", "Wed"];
const row = (p: { therapist: string }) => p.therapist;

test("a spot's name is the one of the server's reasons", () => {
  expect(spotKey(place("Mon", 540, 0, { place: "1A" }))).toBe("Mon|540|push_in|1A");
});

test("the cheapest place stands first, equals in the order of the week", () => {
  const sorted = byCost(
    [place("Wed", 540, 5), place("Tue", 600, -3), place("Mon", 700, 5), place("Mon", 540, 5)],
    days,
  );
  expect(sorted.map((p) => [p.day, p.start])).toEqual([
    ["Tue", 600],
    ["Mon", 540],
    ["Mon", 700],
    ["Wed", 540],
  ]);
});

test("of two places at one moment the cheaper one counts", () => {
  const room = place("Mon", 540, -4, { mode: "pull_out", place: "room" });
  expect(onePerMoment([place("Mon", 540, 3), room], days)).toEqual([room]);
});

describe("the arrow keys", () => {
  const places = [place("Mon", 540, 0), place("Mon", 600, 2), place("Wed", 555, 1), place("Wed", 700, -9)];
  const at = (day: string, start: number) => place(day, start, 0);
  test("left and right go to the next place of the day and stop at its ends", () => {
    expect(alongTime(places, at("Mon", 540), 1)?.start).toBe(600);
    expect(alongTime(places, at("Mon", 570), -1)?.start).toBe(540);
    expect(alongTime(places, at("Mon", 600), 1)).toBeNull();
  });
  test("up and down skip a day without places and keep the time as near as they can", () => {
    expect(alongDays(places, at("Mon", 540), 1, days)).toEqual(place("Wed", 555, 1));
    expect(alongDays(places, at("Wed", 700), -1, days)?.start).toBe(600);
    expect(alongDays(places, at("Wed", 700), 1, days)).toBeNull();
  });
});

describe("the nearest place", () => {
  const other = place("Mon", 540, -50, { therapist: "ravi" });
  test("is within reach, on the aimed day", () => {
    expect(nearest([place("Mon", 540, 0)], { day: "Mon", start: 550 }, 10)?.start).toBe(540);
    expect(nearest([place("Mon", 540, 0)], { day: "Mon", start: 555 }, 10)).toBeNull();
    expect(nearest([place("Tue", 540, 0)], { day: "Mon", start: 540 }, 10)).toBeNull();
  });
  test("is in the aimed row rather than nearer or cheaper in another", () => {
    expect(
      nearest([other, place("Mon", 550, 9)], { day: "Mon", start: 540, therapist: "lim" }, 20)?.start,
    ).toBe(550);
  });
  test("is the cheaper of two at the same distance", () => {
    expect(
      nearest([place("Mon", 535, 4), place("Mon", 545, 1)], { day: "Mon", start: 540 }, 20)?.cost_change,
    ).toBe(1);
  });
});

describe("what is drawn", () => {
  test("slots of one row never cover one another, and the cheapest is always drawn", () => {
    const many = Array.from({ length: 13 }, (_, i) => place("Mon", 540 + i * 5, Math.abs(6 - i)));
    const drawn = slotsOf(many, 30, days, row);
    expect(drawn[0]).toEqual(many[6]);
    const starts = drawn.map((p) => p.start).sort((a, b) => a - b);
    const gaps = starts.slice(1).map((start, i) => start - (starts[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30);
  });
  test("no slot covers the spot that the visit has left", () => {
    const left = place("Mon", 560, 0);
    expect(slotsOf([place("Mon", 540, -5), place("Mon", 590, 3)], 30, days, row, left)).toEqual([
      place("Mon", 590, 3),
    ]);
  });
  test("slots of other rows do not stand in the way", () => {
    expect(
      slotsOf([place("Mon", 540, 0), place("Mon", 540, 1, { therapist: "ravi" })], 30, days, row),
    ).toHaveLength(2);
  });
  test("rails merge places that overlap and part at a gap", () => {
    const rails = railsOf([place("Mon", 600, 0), place("Mon", 540, 0), place("Mon", 545, 0)], 30, row);
    expect(rails).toEqual([
      { day: "Mon", row: "lim", start: 540, end: 575 },
      { day: "Mon", row: "lim", start: 600, end: 630 },
    ]);
  });
});

describe("what a step by key passes over", () => {
  const cycle: Cycle = {
    days: days.map((key) => ({ key, name: key, date: null })),
    step: 5,
    first: 540,
    last: 800,
  };
  const from = place("Tue", 600, 0);
  const time = { axis: "time" as const, minutes: 30, cycle };
  const day = { axis: "day" as const, minutes: 30, cycle };
  test("is the next moment, unless the step lands there", () => {
    const over = passedOver(from, place("Tue", 620, 3), { ...time, direction: 1 });
    expect(over).toMatchObject({ day: "Tue", start: 605, place: "3A" });
    expect(passedOver(from, place("Tue", 595, 3), { ...time, direction: -1 })).toBeNull();
  });
  test("is the same time on the next day, unless the step lands there", () => {
    const over = passedOver(from, place("Mon", 610, 3), { ...day, direction: -1 });
    expect(over).toMatchObject({ day: "Mon", start: 600 });
    expect(passedOver(from, place("Wed", 600, 3), { ...day, direction: 1 })).toBeNull();
    expect(passedOver(from, null, { ...day, direction: 1 })?.day).toBe("Wed");
  });
  test("is nothing where the day or the week ends", () => {
    expect(passedOver(place("Tue", 770, 0), null, { ...time, direction: 1 })).toBeNull();
    expect(passedOver(place("Tue", 540, 0), null, { ...time, direction: -1 })).toBeNull();
    expect(passedOver(place("Wed", 600, 0), null, { ...day, direction: 1 })).toBeNull();
  });
});
