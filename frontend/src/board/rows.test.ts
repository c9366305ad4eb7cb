import { expect, test } from "vitest";
import { sampleBoard } from "./fixture";
import type { Item } from "./layout";
import { neighbour } from "./roving";
import { folded, keepOrder, quietVisits, rowOf, rowsOf, schoolsOf, visitsOfChild } from "./rows";

const board = sampleBoard();
const all = { school: "", discipline: "", child: "" };

test("a visit stands in its therapist's row or its place's", () => {
  const spot = { therapist: "t4", place: "class-3A" };
  expect([rowOf("therapist", spot), rowOf("class", spot)]).toEqual(["t4", "class-3A"]);
});

test("a school leaves its therapists, those who travel too, and its classes", () => {
  const north = rowsOf(board, "therapist", { ...all, school: "North Primary" }, []).map((r) => r.name);
  expect(north).toContain("Lim Wei Jie");
  expect(north).not.toContain("Hana Sato");
  const classes = rowsOf(board, "class", { ...all, school: "Canal Street" }, []);
  expect(classes.map((r) => r.name)).toContain("R1");
  expect(classes.map((r) => r.name)).not.toContain("1A");
});

test("a discipline leaves its therapists, and quietens the other visits among the classes", () => {
  const only = { ...all, discipline: "beh" };
  expect(rowsOf(board, "therapist", only, []).map((r) => r.name)).toEqual(["Leila Haddad", "Tomás Quispe"]);
  const quiet = quietVisits(board, board.visits, only);
  const loud = board.visits.filter((v) => !quiet.has(v.id));
  expect(new Set(loud.map((v) => v.therapist))).toEqual(new Set(["t7", "t8"]));
});

test("a room without visits has a row once something might go there", () => {
  const empty = { ...board, visits: [] };
  const place = {
    day: "Mon",
    start: 540,
    mode: "pull_out" as const,
    place: "room-1",
    therapist: "t3",
    cost_change: 0,
  };
  expect(rowsOf(empty, "class", all, []).some((r) => r.id === "room-1")).toBe(false);
  expect(rowsOf(empty, "class", all, [place]).some((r) => r.id === "room-1")).toBe(true);
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
