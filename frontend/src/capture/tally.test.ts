import { expect, test } from "vitest";
import type { Measure, Value } from "./contract";
import { sampleChild, sampleChildren, sampleGoal, samplePack } from "./fixture";
import { type Focus, focusesOf, keyOf } from "./focus";
import { inWords, tally } from "./tally";
import { anObservation } from "./testing";

const pack = samplePack();

function focusOn(measure: Measure, also = {}): Focus {
  const [focus] = focusesOf(sampleChild("Kofi", "KA", [sampleGoal("Goal", measure, also)]));
  if (!focus) throw new Error("a goal is a focus");
  return focus;
}

function sums(focus: Focus, ...values: Value[]): string {
  const seen = values.map((value, place) => anObservation(place + 1, { value, measure: focus.measure }));
  const { number, unit, dots } = tally(focus, seen, pack);
  return [number, unit, dots.join(" ")].filter(Boolean).join("; ");
}

test.each<[Measure, Value[], string]>([
  ["trials", [{ help: 0 }, { help: 2 }, { help: null }], "1 of 3; Alone; full half empty"],
  ["percent", [{ percent: 70 }, { percent: 80 }], "80 %; last of 2"],
  ["count", [{ times: 1 }, { times: 1 }, { times: 1 }], "3; times"],
  ["rate", [{ times: 1 }, { watched: 600 }], "1; in 10:00"],
  ["count", [{ watched: 60 }], "0; in 1:00"],
  ["duration", [{ seconds: 310 }, { seconds: 402 }], "11:52; 2 stretches"],
  ["latency", [{ seconds: 4.5 }], "4.5 s; once"],
  ["latency", [{ seconds: 4.5 }, { seconds: null }], "–; last of 2"],
  [
    "momentary",
    [
      { seen: true, every: 30 },
      { seen: false, every: 30 },
    ],
    "1 of 2; intervals; full empty",
  ],
  [
    "engagement",
    [{ company: "with" }, { company: "beside" }, { company: "alone" }],
    "1 of 3; with others; full half empty",
  ],
  ["rubric", [{ level: 1 }, { level: 2 }], "2; level"],
  ["goal_attainment", [{ level: -1 }], "−1; level"],
  ["confidence", [{ face: 3 }, { face: 4 }], "Good; was Okay"],
])("%s %j sums up as %s", (measure, values, expected) => {
  expect(sums(focusOn(measure), ...values)).toBe(expected);
});

test("of a task, the last coding of each step of this round counts", () => {
  const focus = focusOn("task_steps", { parts: ["Open", "Write", "Close"] });
  const seen = [0, 1, 0].map((step, place) =>
    anObservation(place + 1, { value: { step, help: place === 2 ? 0 : 1, word: "Point" } }),
  );
  expect(tally(focus, seen, pack)).toMatchObject({
    number: "1 of 3",
    unit: "steps: Alone",
    dots: ["full", "half"],
  });
  expect(tally(focus, seen, pack, 3)).toMatchObject({ number: "1 of 3", dots: ["full"] });
});

test("one entry in a few words", () => {
  expect(inWords(focusOn("task_steps", { parts: ["Open"] }), { step: 0, help: 1, word: "Point" }, pack)).toBe(
    "Open, Point",
  );
  expect(inWords(focusOn("trials"), { help: null }, pack)).toBe("Not yet");
  expect(inWords(focusOn("engagement"), { company: "adult" }, pack)).toBe("With an adult");
  expect(inWords(focusOn("goal_attainment"), { level: 2 }, pack)).toBe("+2");
});

test("the goals of this routine come first, and what a goal covers is not watched twice", () => {
  const [, , , luca] = sampleChildren();
  const [meiLing] = sampleChildren();
  if (!luca || !meiLing) throw new Error("four children");
  const titles = focusesOf(meiLing).map(({ title }) => title);
  expect(titles.slice(0, 4)).toEqual([
    "Next step of her checklist",
    "Gets ready to write",
    "Letters between the lines",
    "Writes her name",
  ]);
  expect(titles.slice(4)).toEqual([
    "Joins in",
    "With classmates",
    "Starts something",
    "Dares to try",
    "How it felt",
  ]);
  expect(focusesOf(luca).filter(({ measure }) => measure === "engagement")).toHaveLength(1);
});

test("daring and joining in are counted or levelled, as their goal says", () => {
  expect(focusOn("risk_taking").control).toBe("count");
  expect(focusOn("risk_taking", { unit: "level" }).control).toBe("levels");
  expect(focusOn("participation").control).toBe("intervals");
  expect(focusOn("participation", { unit: "level", of: 3 }).parts).toEqual([
    "Level 0",
    "Level 1",
    "Level 2",
    "Level 3",
  ]);
  expect(focusOn("initiations", { unit: "per hour" })).toMatchObject({ control: "count", isRate: true });
  expect(keyOf("kofi", null, "engagement")).toBe("kofi/engagement");
});
