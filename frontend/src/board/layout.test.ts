import { describe, expect, test } from "vitest";
import type { Available, Cycle, Routine } from "./contract";
import {
  bandsOf,
  boxOf,
  cut,
  dayAt,
  hoursOf,
  type Item,
  intoLanes,
  lunchOf,
  minuteAt,
  outside,
  planBoard,
  rowAt,
  stepCount,
} from "./layout";

const cycle: Cycle = { days: [{ key: "Mon", name: "Monday", date: null }], step: 5, first: 505, last: 870 };
const item = (id: string, start: number, end: number, row = "a", day = "Mon"): Item => ({
  id,
  start,
  end,
  row,
  day,
});
const window = (start: number, end: number, day = "Mon"): Available => ({ day, start, end, school: null });

describe("lanes", () => {
  test("items that only touch share the first lane", () => {
    const lane = new Map<string, number>();
    expect(intoLanes([item("x", 540, 570), item("y", 570, 600)], lane)).toBe(1);
    expect(lane.size).toBe(0);
  });
  test("overlapping items get a lane each and a free lane is used again", () => {
    const lane = new Map<string, number>();
    expect(intoLanes([item("z", 600, 620), item("x", 540, 600), item("y", 550, 610)], lane)).toBe(2);
    expect(lane).toEqual(new Map([["y", 1]]));
  });
  test("an empty row still has one lane", () => {
    expect(intoLanes([], new Map())).toBe(1);
  });
});

describe("the plan of the board", () => {
  const wish = { days: ["Mon", "Tue"], rows: ["a", "b"], items: [], open: new Set(["Tue"]), phone: false };
  test("a closed day has rows of 18 px and an open one of 42 px", () => {
    const plan = planBoard(wish);
    expect(plan.days.map((d) => d.rows[0]?.height)).toEqual([1.125, 2.625]);
    expect(plan.days.map((d) => d.open)).toEqual([false, true]);
  });
  test("days and rows follow one another without overlapping", () => {
    const plan = planBoard({
      ...wish,
      items: [item("x", 540, 570, "a", "Tue"), item("y", 550, 580, "a", "Tue")],
    });
    const rows = plan.days.flatMap((d) => d.rows);
    rows.slice(1).forEach((row, i) => {
      const above = rows[i];
      expect(row.top).toBeGreaterThanOrEqual((above?.top ?? 0) + (above?.height ?? 0));
    });
    expect(plan.height).toBeGreaterThan((rows.at(-1)?.top ?? 0) + (rows.at(-1)?.height ?? 0));
  });
  test("a row with two lanes is taller, and its items stand in one lane each", () => {
    const plan = planBoard({
      ...wish,
      items: [item("x", 540, 570, "a", "Tue"), item("y", 550, 580, "a", "Tue")],
    });
    const x = boxOf(plan, { id: "x", day: "Tue", row: "a" });
    const y = boxOf(plan, { id: "y", day: "Tue", row: "a" });
    expect(x?.height).toBeCloseTo(2.625);
    expect(y?.top).toBeCloseTo((x?.top ?? 0) + 2.875);
  });
  test("a phone shows every day as open", () => {
    expect(planBoard({ ...wish, days: ["Mon"], phone: true }).days[0]?.open).toBe(true);
  });
  test("an item of a row that is not shown has no box", () => {
    expect(boxOf(planBoard(wish), { id: "x", day: "Tue", row: "c" })).toBeNull();
  });
  test("every height belongs to a day, the margin below a day too", () => {
    const plan = planBoard(wish);
    const [mon, tue] = plan.days;
    expect(dayAt(plan, -5)?.key).toBe("Mon");
    expect(dayAt(plan, (tue?.top ?? 0) - 0.1)?.key).toBe("Mon");
    expect(dayAt(plan, (tue?.top ?? 0) + 0.1)?.key).toBe("Tue");
    expect(dayAt(plan, 999)?.key).toBe("Tue");
    expect(mon && rowAt(mon, -1)?.id).toBe("a");
    expect(mon && rowAt(mon, 99)?.id).toBe("b");
  });
});

describe("time along the day", () => {
  test("a school day from 8:25 to 14:30 has 73 steps and six full hours", () => {
    expect(stepCount(cycle)).toBe(73);
    expect(hoursOf(cycle)).toEqual([540, 600, 660, 720, 780, 840]);
  });
  test("a share of the day becomes a moment on the grid", () => {
    expect(minuteAt(cycle, 0)).toBe(505);
    expect(minuteAt(cycle, 35.4 / 73)).toBe(680);
    expect(minuteAt(cycle, 1)).toBe(870);
  });
  test("a span is cut to the drawn day, and gone outside it", () => {
    expect(cut(cycle, { start: 480, end: 540 })).toEqual({ start: 505, end: 540 });
    expect(cut(cycle, { start: 870, end: 900 })).toBeNull();
  });
  test("bands carry the flag of the way of working", () => {
    const routine: Routine = {
      day: "Mon",
      start: 480,
      end: 540,
      kind: "circle",
      name: "Circle",
      push_in: "welcome",
      pull_out: "never",
    };
    expect(bandsOf([routine], "Mon", "push_in", cycle)).toEqual([
      { start: 505, end: 540, tone: "welcome", name: "Circle" },
    ]);
    expect(bandsOf([routine], "Mon", "pull_out", cycle)[0]?.tone).toBe("never");
    expect(bandsOf([routine], "Tue", "push_in", cycle)).toEqual([]);
  });
});

describe("who is away", () => {
  test("without a window the whole day is away", () => {
    expect(outside([], "Mon", cycle)).toEqual([{ start: 505, end: 870 }]);
  });
  test("only the time between and around the windows is away", () => {
    expect(outside([window(720, 900), window(480, 600)], "Mon", cycle)).toEqual([{ start: 600, end: 720 }]);
  });
});

describe("lunch", () => {
  const rule = { earliest: 660, latest: 780, minutes: 30 };
  test("lies in the middle of the longest free stretch", () => {
    expect(lunchOf(rule, [window(500, 870)], "Mon", [{ start: 690, end: 710 }], 5)).toEqual({
      start: 730,
      end: 760,
    });
  });
  test("is not due for someone who leaves before it must be over", () => {
    expect(lunchOf(rule, [window(500, 700)], "Mon", [], 5)).toBeNull();
    expect(lunchOf(null, [window(500, 870)], "Mon", [], 5)).toBeNull();
  });
  test("is not drawn over a visit where nothing is free", () => {
    expect(lunchOf(rule, [window(500, 870)], "Mon", [{ start: 680, end: 760 }], 5)).toBeNull();
  });
});
