import { expect, test } from "vitest";
import type { MarkEntry, MarkKind, Value } from "./contract";
import { sampleVisit } from "./fixture";
import { standing, stands, undoable } from "./log";
import { anObservation } from "./testing";

const aMark = (
  order: number,
  mark: MarkKind,
  child: string | null = null,
  detail: Value = {},
): MarkEntry => ({
  id: crypto.randomUUID(),
  kind: "mark",
  order,
  at: "2026-11-24T09:20:00.000+00:00",
  skew: null,
  visit: null,
  child,
  mark,
  detail,
});

test("a correction takes the place of what it names, a withdrawal leaves nothing in its place", () => {
  const [first, second, third] = [anObservation(1), anObservation(2), anObservation(3)];
  const better = anObservation(4, { corrects: first.id });
  const gone = anObservation(5, { corrects: second.id, is_withdrawal: true, value: {} });
  expect(standing([gone, first, second, third, better])).toEqual([third, better]);
});

test("another child's entry corrects nothing", () => {
  const mine = anObservation(1);
  const theirs = anObservation(2, { child: "kofi", corrects: mine.id });
  expect(standing([mine, theirs])).toEqual([mine, theirs]);
});

test("undo offers the newest first, and an absence that still stands", () => {
  const seen = anObservation(1);
  const away = aMark(2, "away", "kofi");
  const [gone, back] = [aMark(3, "away", "mei-ling"), aMark(4, "there", "mei-ling")];
  expect(undoable([seen, away, gone, back, aMark(5, "held")])).toEqual([away, seen]);
});

test("a word can be undone like every other tap, and what takes it back stands for itself in any order", () => {
  const seen = anObservation(1);
  const [slip, meant] = [
    aMark(2, "word", null, { words: "Tired" }),
    aMark(3, "word", "kofi", { words: "asked for red" }),
  ];
  const unsaid = aMark(4, "unsaid", "kofi", { word: meant.id });
  expect(undoable([seen, slip, meant])).toEqual([meant, slip, seen]);
  expect(undoable([unsaid, meant, slip, seen])).toEqual([slip, seen]);
});

test("marks made here stand over the pack, but only those that are newer than it", () => {
  const visit = sampleVisit(540, { outcome: "held", role: "team" });
  const [first] = visit.children;
  if (!first) throw new Error("the sample has children");
  const marks = [
    aMark(1, "missed"),
    aMark(10, "reopened"),
    aMark(11, "role", null, { role: "observe" }),
    aMark(12, "away", first.id, { reason: "trip" }),
  ];
  expect(stands(visit, marks.slice(0, 1), 5)).toMatchObject({ outcome: "held", role: "team" });
  const now = stands(visit, marks, 5);
  expect([now.outcome, now.role, now.away[first.id]]).toEqual(["", "observe", "trip"]);
});
