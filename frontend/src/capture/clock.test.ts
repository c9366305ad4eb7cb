import { beforeEach, expect, test } from "vitest";
import { clock, DeviceClock, iso, minuteOf, span, zoneOf } from "./clock";

beforeEach(() => localStorage.clear());

test("the skew is learnt from halfway between asking and answer, and kept", () => {
  let now = 10_000;
  const device = new DeviceClock(localStorage, () => now);
  expect(device.skew).toBeNull();
  now = 12_000;
  device.learn(new Date(71_000).toISOString(), 10_000);
  expect([device.skew, device.corrected()]).toEqual([60, 72_000]);
  expect(new DeviceClock(localStorage, () => now).skew).toBe(60);
  device.learn("no moment", 10_000);
  expect(device.skew).toBe(60);
});

test("the order rises within one millisecond and over a clock that is set back", () => {
  let now = 5000;
  const device = new DeviceClock(localStorage, () => now);
  const first = device.next();
  const second = device.next();
  now = 4000;
  expect([first, second, device.next()]).toEqual([5000, 5001, 5002]);
});

test("a moment is written with its offset and means the same", () => {
  const moment = Date.parse("2026-11-24T09:21:07.250Z");
  expect(iso(moment)).toMatch(/^2026-11-2[345]T\d\d:\d\d:07\.250[+-]\d\d:\d\d$/);
  expect(Date.parse(iso(moment))).toBe(moment);
});

test("minutes from midnight, where the school is", () => {
  const moment = Date.parse("2026-11-24T23:30:00Z");
  expect(minuteOf(moment, 0)).toBe(1410);
  expect(minuteOf(moment, 480)).toBe(450);
  expect(minuteOf(moment, -300)).toBe(1110);
  expect([
    zoneOf("2026-11-24T09:00:00+08:00"),
    zoneOf("2026-11-24T09:00:00-04:30"),
    zoneOf("2026-11-24T09:00:00Z"),
    zoneOf(""),
  ]).toEqual([480, -270, 0, null]);
});

test("times are written as they are read", () => {
  expect([clock(545), span(402), span(3725), span(0), span(-3)]).toEqual([
    "9:05",
    "6:42",
    "1:02:05",
    "0:00",
    "0:00",
  ]);
});
