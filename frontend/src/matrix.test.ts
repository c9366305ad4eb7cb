import { beforeEach, expect, test, vi } from "vitest";
import { type Cell, Matrix, press, step } from "./matrix.ts";

const EMPTY: Cell = { entries: {}, current: null };
const WITH_TEACHER: Cell = { entries: { teacher: 5 }, current: "teacher" };

test("a letter says who, every day; the same letter again changes nothing", () => {
  const pressed = press(EMPTY, "t", "o", false);
  expect(pressed?.cell).toEqual(WITH_TEACHER);
  expect(pressed?.changes).toEqual([{ who: "teacher", times: 5 }]);
  expect(press(WITH_TEACHER, "T", "o", false)?.changes).toEqual([]);
});

test("the letter beside the goal is its therapist; another one is said to be wrong", () => {
  expect(press(EMPTY, "s", "s", false)?.changes).toEqual([{ who: "therapist", times: 5 }]);
  expect(press(EMPTY, "o", "s", false)).toEqual({ cell: EMPTY, changes: [], hint: "other" });
});

test("home belongs to the family and nothing else does", () => {
  expect(press(EMPTY, "h", "o", true)?.changes).toEqual([{ who: "family", times: 5 }]);
  expect(press(EMPTY, "h", "o", false)?.hint).toBe("column");
  expect(press(EMPTY, "t", "o", true)?.hint).toBe("column");
});

test("a digit counts whom one named last, and 0 takes them out", () => {
  const two: Cell = { entries: { teacher: 5, peer: 5 }, current: "peer" };
  expect(press(two, "2", "o", false)?.cell.entries).toEqual({ teacher: 5, peer: 2 });
  expect(press({ ...two, current: null }, "3", "o", false)?.changes).toEqual([{ who: "peer", times: 3 }]);
  expect(press(WITH_TEACHER, "0", "o", false)).toEqual({
    cell: EMPTY,
    changes: [{ who: "teacher", times: 0 }],
  });
  expect(press(EMPTY, "2", "o", false)?.hint).toBe("nobody");
});

test("Delete clears everybody; other keys are the browser's", () => {
  const pressed = press({ entries: { teacher: 5, peer: 1 }, current: null }, "Delete", "o", false);
  expect(pressed?.cell).toEqual(EMPTY);
  expect(pressed?.changes.map((change) => change.who)).toEqual(["teacher", "peer"]);
  for (const key of ["Tab", "Enter", "x", "8", "F5"]) expect(press(EMPTY, key, "o", false)).toBeNull();
});

test.each([
  [[0, 0], "ArrowUp", [0, 0]],
  [[0, 0], "ArrowRight", [0, 1]],
  [[1, 2], "ArrowRight", [1, 2]],
  [[0, 1], "ArrowDown", [1, 1]],
  [[1, 1], "Home", [1, 0]],
  [[1, 0], "End", [1, 2]],
  [[1, 1], "ArrowLeft", [1, 0]],
] as const)("from %j %s leads to %j", (place, key, to) => {
  expect(step(place, key, [2, 3])).toEqual(to);
});

test("another key leads nowhere", () => expect(step([0, 0], "t", [2, 3])).toBeNull());

const cell = (
  key: string,
  home = "",
) => `<td><a href="#" data-cell="${key}" data-own="ot" data-entries="{}" ${home}>
  <span data-chips></span></a></td>`;
const chip = (who: string) =>
  `<template data-chip="${who}"><span>${who} <b data-times></b></span></template>`;
const body = (
  mark: string,
) => `<table data-matrix-body data-mark="${mark}"><tr data-matrix-row>${cell("a writing")}
  ${cell("a home", "data-home")}</tr><tr data-matrix-row>${cell("b writing")}${cell("b home", "data-home")}</tr></table>`;
const send = vi.fn<(sent: FormData) => Promise<Response>>();
const state = () => document.querySelector("[data-matrix-state]")?.textContent;

beforeEach(() => {
  send.mockReset();
  send.mockImplementation(() => Promise.resolve(new Response(body("fresh"))));
  document.body.innerHTML = `<div data-matrix data-daily="daily" data-weekly="# a week" data-kept="Kept" data-offline="Not sent"
    data-nobody="Say who" data-met="Choose">${chip("teacher")}${chip("therapist-ot")}${chip("family")}${body("old")}<p data-matrix-state></p><div data-matrix-met></div></div>`;
  new Matrix(document.querySelector("[data-matrix]") as HTMLElement, send);
  document.querySelector<HTMLElement>("[data-cell]")?.focus();
});

const type = (...keys: string[]) => {
  for (const key of keys)
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
};
const here = () => (document.activeElement as HTMLElement).dataset.cell;

test("keys at speed are drawn at once, sent in order, and the focus stays", async () => {
  type("t", "3");
  expect(document.activeElement?.textContent?.trim()).toBe("teacher 3 a week");
  type("ArrowDown", "o", "2");
  expect(here()).toBe("b writing");
  await vi.waitFor(() => expect(document.querySelector("[data-mark=fresh]")).not.toBeNull());
  expect(send.mock.calls.map(([sent]) => [...sent.values()].join(" "))).toEqual([
    "a writing teacher 5 0",
    "a writing teacher 3 5",
    "b writing therapist 5 0",
    "b writing therapist 2 5",
  ]);
  expect([here(), state()]).toEqual(["b writing", "Kept"]);
});

test("one cell is in the tab order, the one that was left", () => {
  type("ArrowRight", "ArrowDown");
  const open = [...document.querySelectorAll<HTMLElement>("[data-cell]")].filter(
    (link) => link.tabIndex === 0,
  );
  expect(open.map((link) => link.dataset.cell)).toEqual(["b home"]);
});

test("a digit without anybody says what to do first", () => {
  type("4");
  expect(state()).toBe("Say who");
  expect(send).not.toHaveBeenCalled();
});

const met = (mine: number, theirs: number) =>
  new Response(
    `<div data-met="a writing teacher" data-cell-of="a writing" data-who="teacher" data-mine="${mine}"
      data-theirs="${theirs}"><button data-choose="theirs"></button><button data-choose="mine"></button></div>${body("theirs")}`,
    { status: 409 },
  );
const notices = () => [...document.querySelectorAll<HTMLElement>("[data-met]:not([data-matrix])")];
const choose = (which: string) => document.querySelector<HTMLElement>(`[data-choose=${which}]`)?.click();
const sent = () =>
  send.mock.calls.map(([form]) => ["times_a_week", "seen"].map((name) => form.get(name)).join(" of "));

test("what met another's is shown with theirs, and mine goes in from there once it is chosen", async () => {
  send.mockResolvedValueOnce(met(5, 2));
  type("t");
  await vi.waitFor(() => expect(state()).toBe("Choose"));
  expect(document.querySelector("[data-mark=theirs]")).not.toBeNull();
  expect(here()).toBe("a writing");
  type("ArrowDown");
  choose("mine");
  expect([notices().length, here()]).toEqual([0, "a writing"]);
  await vi.waitFor(() => expect(state()).toBe("Kept"));
  expect(sent()).toEqual(["5 of 0", "5 of 2"]);
});

test("theirs stands as soon as it is chosen, and nothing is sent", async () => {
  send.mockResolvedValueOnce(met(5, 2));
  type("t");
  await vi.waitFor(() => expect(notices()).toHaveLength(1));
  choose("theirs");
  expect([notices().length, state(), send.mock.calls.length]).toEqual([0, "Kept", 1]);
});

test("keys at speed after one that met still say what was seen, and show one notice, the last", async () => {
  send.mockResolvedValueOnce(met(5, 2)).mockResolvedValueOnce(met(3, 2));
  type("t", "3");
  await vi.waitFor(() => expect(state()).toBe("Choose"));
  expect(sent()).toEqual(["5 of 0", "3 of 0"]);
  expect(notices().map((notice) => notice.dataset.mine)).toEqual(["3"]);
});

test("a refusal is said as the rule says it, and a lost line too", async () => {
  send.mockResolvedValueOnce(new Response("In review.", { status: 422 }));
  type("t");
  await vi.waitFor(() => expect(state()).toBe("In review."));
  send.mockRejectedValueOnce(new TypeError("offline"));
  type("3");
  await vi.waitFor(() => expect(state()).toBe("Not sent"));
});
