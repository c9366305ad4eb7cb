import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import Board from "./Board.svelte";
import type { Board as Timetable } from "./contract";
import { sampleBoard } from "./fixture";
import { SampleServer } from "./fixture-server";

let server: SampleServer;
let page: ReturnType<typeof mount> | null = null;

beforeEach(() => {
  // A small week: a page of three hundred visits takes its time outside a browser.
  server = new SampleServer(sampleBoard(7, 2));
});
afterEach(async () => {
  if (page) await unmount(page);
  page = null;
  document.body.replaceChildren();
});

const settled = async () => {
  await new Promise((done) => setTimeout(done, 0));
  flushSync();
};

async function open(seen?: (board: Timetable) => void): Promise<void> {
  page = mount(Board, { target: document.body, props: { api: server, onboard: seen } });
  await settled();
}

const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const visit = (id: string) => all("[data-visit]").find((e) => e.dataset.visit === id);
const button = (name: string) => all("button").find((b) => b.textContent?.trim() === name);
const announced = () => document.querySelector("p[role=status]")?.textContent;

function press(key: string, shiftKey = false): void {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }),
  );
  flushSync();
}

/** A visit of Monday that may also stand later on Monday. */
async function movable(): Promise<string> {
  for (const v of server.board.visits) {
    if (v.pinned || v.day !== "Mon") continue;
    const { places } = await server.places(v);
    if (places.some((p) => p.day === "Mon" && p.start > v.start)) return v.id;
  }
  throw new Error("the sample has no visit that can move on Monday");
}

test("all visits are in one list and one of them is in the tab order", async () => {
  await open();
  expect(all("ul[aria-label=Visits]")).toHaveLength(1);
  expect(all("[data-visit]")).toHaveLength(server.board.visits.length);
  expect(all("[data-visit][tabindex='0']")).toHaveLength(1);
});

test("a visit says who, when, where, with how many children", async () => {
  await open();
  const v = server.board.visits.find((other) => other.mode === "push_in" && !other.pinned && !other.changed);
  expect(visit(v?.id ?? "")?.getAttribute("aria-label")).toMatch(
    /^Rosa Delgado, Monday \d+:\d\d to \d+:\d\d, class \w+, \w+, \d child(ren)?$/,
  );
});

test("Enter, an arrow and Enter move a visit, and it keeps the focus all the way", async () => {
  await open();
  const id = await movable();
  const element = visit(id);
  element?.focus();
  press("Enter");
  await settled();
  expect(element?.getAttribute("aria-label")).toMatch(/^Held: /);
  expect(all(".slot:not(li *)").length).toBeGreaterThan(0);
  const before = server.board.visits.find((v) => v.id === id)?.start ?? 0;
  press("ArrowRight");
  await settled();
  press("Enter");
  await settled();
  expect(server.board.visits.find((v) => v.id === id)?.start).toBeGreaterThan(before);
  expect(visit(id)).toBe(element);
  expect(document.activeElement).toBe(element);
  expect(announced()).toMatch(/moved to Monday/);
});

test("Escape puts a held visit back", async () => {
  await open();
  const id = await movable();
  visit(id)?.focus();
  press("Enter");
  await settled();
  press("ArrowRight");
  press("Escape");
  await settled();
  expect(server.board.revision).toBe(1);
  expect(announced()).toMatch(/back where it was/);
});

test("a closed day opens by its name, and the day that was open closes", async () => {
  await open();
  document.querySelector<HTMLElement>("[data-opener=Wed]")?.click();
  await settled();
  expect(document.querySelector("[data-opener=Wed]")).toBeNull();
  expect(document.querySelector("[data-opener=Mon]")).not.toBeNull();
});

test("the view by class has a row for each class", async () => {
  await open();
  button("Classes")?.click();
  await settled();
  const names = all("section[data-day=Mon] .label-name").map((e) => e.textContent);
  expect(names).toContain("K1");
  expect(names).toContain("5S");
});

test("among the children a visit stands once for each, and one of them is in the tab order", async () => {
  await open();
  button("Children")?.click();
  await settled();
  const places = server.board.visits.reduce((sum, v) => sum + v.children.length, 0);
  expect(all("[data-visit]")).toHaveLength(places);
  expect(all("[data-visit][tabindex='0']")).toHaveLength(1);
});

test("among the children the row that was picked up keeps its element and the focus", async () => {
  server = new SampleServer(sampleBoard(7, 1));
  await open();
  const id = await movable();
  button("Children")?.click();
  await settled();
  const rows = all("[data-visit]").filter((e) => e.dataset.visit === id);
  const last = rows.at(-1);
  last?.focus();
  press("Enter");
  await settled();
  expect(rows.every((e) => e.getAttribute("aria-label")?.startsWith("Held: "))).toBe(true);
  press("ArrowRight");
  await settled();
  press("Enter");
  await settled();
  expect(all("[data-visit]").filter((e) => e.dataset.visit === id)).toEqual(rows);
  expect(document.activeElement).toBe(last);
  expect(announced()).toMatch(/moved to Monday/);
});

test("a search among the children leaves the rows of those it finds", async () => {
  await open();
  button("Children")?.click();
  await settled();
  const field = document.querySelector<HTMLInputElement>("input[type=search]");
  if (field) field.value = "ngoc";
  field?.dispatchEvent(new Event("input", { bubbles: true }));
  await settled();
  const names = all("section[data-day=Mon] .label-name").map((e) => e.textContent);
  expect(new Set(names)).toEqual(new Set(["Ngọc A."]));
});

test("the chosen visit says its length, and Shift with an arrow says what decides it", async () => {
  await open();
  const v = server.board.visits[0];
  visit(v?.id ?? "")?.focus();
  await settled();
  const panel = () => document.querySelector("section[aria-labelledby=chosen-visit]")?.textContent;
  expect(panel()).toContain(`${(v?.end ?? 0) - (v?.start ?? 0)} minutes, as its longest service asks`);
  press("ArrowRight", true);
  await settled();
  expect(announced()).toMatch(/^A visit is as long as its longest service\. Change the minutes/);
  expect(panel()).toContain("then build again.");
  expect(server.board.revision).toBe(1);
});

test("a published week is read, not changed", async () => {
  server.board = { ...server.board, state: "published", editable: false };
  await open();
  expect(document.body.textContent).toMatch(/This week is published/);
  for (const name of ["Undo", "Redo", "Pin", "Move"]) expect(button(name)).toBeUndefined();
  expect(all(".grip")).toHaveLength(0);
  visit(server.board.visits[0]?.id ?? "")?.focus();
  press("Enter");
  await settled();
  expect(document.querySelector("#held-visit")).toBeNull();
  expect(document.querySelector("#chosen-visit")).not.toBeNull();
});

test("sessions without a place say why and the cheapest change first", async () => {
  await open();
  const card = all("section[aria-labelledby=not-placed] li")[0]?.textContent ?? "";
  expect(card).toMatch(/Ines R\..*Lim Wei Jie has no free half hour/s);
  expect(card.indexOf("Start co-planning")).toBeLessThan(card.indexOf("Let Ravi Pillai"));
});

test("an empty timetable says what to do", async () => {
  server.board = { ...server.board, visits: [], tasks: [], unmet: [] };
  await open();
  expect(document.body.textContent).toMatch(/No visit has a place yet\..*press Build/s);
});

test("a board that cannot be read is asked for again by a button", async () => {
  server.offline = true;
  await open();
  expect(document.body.textContent).toMatch(/could not be read/);
  server.offline = false;
  button("Try again")?.click();
  await settled();
  expect(all("[data-visit]").length).toBeGreaterThan(0);
});

test("the page hears of every board that the server sends", async () => {
  const revisions: number[] = [];
  await open((board) => revisions.push(board.revision));
  visit(server.board.visits[0]?.id ?? "")?.focus();
  press("p");
  await settled();
  expect(revisions).toEqual([1, 2]);
});
