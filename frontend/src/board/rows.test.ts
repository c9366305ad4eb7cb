import { expect, test } from "vitest";
import type { Board, Child, Spot } from "./contract";
import { sampleBoard } from "./fixture";
import type { Item } from "./layout";
import { neighbour } from "./roving";
import {
  childOfService,
  type Filters,
  folded,
  itemsOf,
  keepOrder,
  quietVisits,
  rowsAt,
  rowsOf,
  schoolsOf,
  type View,
  visitsOfChild,
} from "./rows";

const board = sampleBoard();
const all = { school: "", discipline: "", child: "" };

const childOf = childOfService(board.children);
const rows = (view: View, filters: Filters = all, spots: Spot[] = [], of: Board = board) =>
  rowsOf({ board: of, view, filters, spots });
const trio = board.visits.find((v) => v.children.length === 3);
if (!trio) throw new Error("the sample has no visit with three children");

test("a visit stands in its therapist's row, its place's, and those of all its children", () => {
  expect(rowsAt("therapist", trio, childOf)).toEqual([trio.therapist]);
  expect(rowsAt("class", trio, childOf)).toEqual([trio.place]);
  expect(rowsAt("room", trio, childOf)).toEqual([trio.place]);
  const names = rowsAt("child", trio, childOf).map((id) => board.children.find((c) => c.id === id)?.name);
  expect(names).toEqual(trio.children.map((c) => c.name));
});

test("among the children a visit has an item in each row, and their ids stay when it moves", () => {
  const items = itemsOf("child", trio, childOf);
  expect(new Set(items.map((i) => i.id)).size).toBe(3);
  expect(items.every((i) => i.visit === trio.id && i.id === `${trio.id}:${i.row}`)).toBe(true);
  const moved = { ...trio, day: "Fri", start: trio.start + 5, place: "class-5A" };
  expect(itemsOf("child", moved, childOf).map((i) => i.id)).toEqual(items.map((i) => i.id));
  expect(itemsOf("class", trio, childOf).map((i) => i.id)).toEqual([trio.id]);
});

test("a child with two services of one visit has it in the row once", () => {
  const twice = { ...trio, children: [...trio.children, ...trio.children.slice(0, 1)] };
  expect(itemsOf("child", twice, childOf)).toHaveLength(3);
});

test("classes have no rooms among them, and rooms no classes", () => {
  expect(rows("class").map((r) => r.id)).toEqual(board.classrooms.map((c) => c.id));
  expect(rows("room").map((r) => r.id)).toEqual(board.rooms.map((r) => r.id));
});

test("the children stand by name with their class, and the search leaves those it finds", () => {
  const names = rows("child").map((r) => r.name);
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  expect(new Set(rows("child", { ...all, child: "ngoc" }).map((r) => r.name))).toEqual(new Set(["Ngọc A."]));
  const row = rows("child").find((r) => r.id === rowsAt("child", trio, childOf)[0]);
  const classroom = board.classrooms.find((c) => c.id === row?.classroom);
  expect(row?.detail).toMatch(new RegExp(`^${classroom?.name}, \\d+ visits?$`));
});

/** A week in which two children have the first visits of the sample, one each. */
function twoOf(one: Partial<Child>, other: Partial<Child>): Board {
  const [first, second] = board.visits;
  if (!first || !second) throw new Error("the sample has too few visits");
  const ada = { id: "one", name: "Ada", classroom: "class-1A", services: ["a"] };
  return {
    ...board,
    unmet: [],
    children: [
      { ...ada, ...one },
      { ...ada, id: "other", services: ["b"], ...other },
    ],
    visits: [
      { ...first, children: [{ service: "a", name: "Ada" }] },
      { ...second, children: [{ service: "b", name: "Ada" }] },
    ],
  };
}

test("two children of one name in one class have a row each, with the visits of that child", () => {
  const of = twoOf({}, {});
  expect(rows("child", all, [], of).map((r) => [r.id, r.name, r.detail])).toEqual([
    ["one", "Ada", "1A, 1 visit"],
    ["other", "Ada", "1A, 1 visit"],
  ]);
  const known = childOfService(of.children);
  expect(of.visits.map((v) => rowsAt("child", v, known))).toEqual([["one"], ["other"]]);
});

test("one name in two classes stands in the order of the classes", () => {
  const of = twoOf({ classroom: "class-2A" }, { classroom: "class-1A" });
  expect(rows("child", all, [], of).map((r) => r.id)).toEqual(["other", "one"]);
});

test("a child whose sessions have no place has a row too, with its class", () => {
  const nobody = { ...board, visits: [] };
  const unmet = nobody.unmet.map((u) => childOf.get(u.service));
  const found = rows("child", all, [], nobody).filter((r) => unmet.includes(r.id));
  expect(found.map((r) => [r.name, r.detail])).toEqual([
    ["Ines R.", "1B, 0 visits"],
    ["Kwame B.", "4A, 0 visits"],
    ["Oskar L.", "R2, 0 visits"],
    ["Priya S.", "5N, 0 visits"],
  ]);
  const waiting = rows("child", { ...all, discipline: "beh" }, [], nobody);
  expect(waiting.map((r) => r.name)).toEqual(["Oskar L."]);
});

test("a school and a discipline leave the children who have a session there", () => {
  const south = rows("child", { ...all, school: "Canal Street" });
  const schools = new Set(
    south.map((r) => board.classrooms.find((c) => c.id === r.classroom)?.school ?? "Canal Street"),
  );
  expect([...schools]).toEqual(["Canal Street"]);
  const nobody = { ...board, visits: board.visits.filter((v) => v.therapist !== "t7"), unmet: [] };
  const treated = rows("child", { ...all, discipline: "beh" }, [], nobody).map((r) => r.id);
  const behaviour = nobody.visits.filter((v) => v.therapist === "t8");
  expect(new Set(treated)).toEqual(new Set(behaviour.flatMap((v) => rowsAt("child", v, childOf))));
});

test("a school leaves its therapists, those who travel too, and its classes", () => {
  const north = rows("therapist", { ...all, school: "North Primary" }).map((r) => r.name);
  expect(north).toContain("Lim Wei Jie");
  expect(north).not.toContain("Hana Sato");
  const classes = rows("class", { ...all, school: "Canal Street" });
  expect(classes.map((r) => r.name)).toContain("R1");
  expect(classes.map((r) => r.name)).not.toContain("1A");
});

test("a discipline leaves its therapists, and quietens the other visits among the classes", () => {
  const only = { ...all, discipline: "beh" };
  expect(rows("therapist", only).map((r) => r.name)).toEqual(["Leila Haddad", "Tomás Quispe"]);
  const quiet = quietVisits(board, board.visits, only);
  const loud = board.visits.filter((v) => !quiet.has(v.id));
  expect(new Set(loud.map((v) => v.therapist))).toEqual(new Set(["t7", "t8"]));
});

test("where what is held may also go has a row, whatever the view", () => {
  const spot = { day: "Mon", start: 540 };
  const room = { ...spot, mode: "pull_out" as const, place: "room-1" };
  const classroom = { ...spot, mode: "push_in" as const, place: "class-3A" };
  expect(rows("class", all, [room]).at(-1)?.name).toBe("Quiet room");
  expect(rows("room", all, [classroom]).at(-1)).toMatchObject({ name: "3A", classroom: "class-3A" });
});

test("the schools are named once each", () => {
  expect(schoolsOf(board)).toEqual(["North Primary", "Canal Street"]);
});

test("a child is found without accents and capitals, in the order of the week", () => {
  expect(folded(" Ngọc Đ ")).toBe("ngoc d");
  const days = board.cycle.days.map((d) => d.key);
  const found = visitsOfChild(board.visits, "ngoc", days);
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((v) => v.children.some((c) => c.name === "Ngọc A."))).toBe(true);
  const moments = found.map((v) => days.indexOf(v.day) * 1440 + v.start);
  expect(moments).toEqual([...moments].sort((a, b) => a - b));
  expect(visitsOfChild(board.visits, "  ", days)).toEqual([]);
});

test("without filters no visit is quiet", () => {
  expect(quietVisits(board, board.visits, all).size).toBe(0);
});

test("known visits keep their order whatever the server sends", () => {
  const [a, b, c] = board.visits;
  if (!a || !b || !c) throw new Error("the sample has too few visits");
  expect(keepOrder([c.id, a.id, "gone"], [a, b, c])).toEqual([c.id, a.id, b.id]);
});

test("arrow keys find the neighbour in the row, the next row and the next day", () => {
  const item = (id: string, day: string, row: string, start: number): Item => ({
    id,
    day,
    row,
    start,
    end: start + 30,
  });
  const a1 = item("a1", "Mon", "a", 540);
  const a2 = item("a2", "Mon", "a", 600);
  const c1 = item("c1", "Mon", "c", 610);
  const next = item("n1", "Tue", "a", 540);
  const items = [next, c1, a2, a1];
  const go = (from: Item, key: Parameters<typeof neighbour>[2]) =>
    neighbour(items, from, key, ["a", "b", "c"], ["Mon", "Tue"])?.id;
  expect(go(a1, "ArrowRight")).toBe("a2");
  expect(go(a1, "ArrowLeft")).toBeUndefined();
  expect(go(a1, "End")).toBe("a2");
  expect(go(a2, "Home")).toBe("a1");
  expect(go(a1, "ArrowDown")).toBe("c1");
  expect(go(c1, "ArrowDown")).toBe("n1");
  expect(go(c1, "ArrowUp")).toBe("a2");
  expect(go(next, "ArrowDown")).toBeUndefined();
});
