import { expect, test } from "vitest";
import { childrenOf } from "./children";
import type { Board, Visit } from "./contract";
import { sampleBoard } from "./fixture";

const sample = sampleBoard();
const [some] = sample.visits;
if (!some) throw new Error("the sample has no visit");

function boardWith(...visits: Partial<Visit>[]): Board {
  return { ...sample, unmet: [], visits: visits.map((v, n) => ({ ...some, id: String(n), ...v }) as Visit) };
}
const inClass = (place: string, service: string, name: string): Partial<Visit> => ({
  mode: "push_in",
  place,
  children: [{ service, name }],
});
const inRoom = (service: string, name: string): Partial<Visit> => ({
  mode: "pull_out",
  place: "room-1",
  children: [{ service, name }],
});

test("services of one name in one class are one child's", () => {
  const children = childrenOf(boardWith(inClass("class-1A", "b", "Ada"), inClass("class-1A", "a", "Ada")));
  expect(children).toEqual([{ id: "a", name: "Ada", classroom: "class-1A", services: ["a", "b"] }]);
});

test("one name in two classes is two children, in the order of the classes", () => {
  const children = childrenOf(boardWith(inClass("class-2A", "a", "Ada"), inClass("class-1A", "b", "Ada")));
  expect(children.map((c) => [c.id, c.classroom])).toEqual([
    ["b", "class-1A"],
    ["a", "class-2A"],
  ]);
});

test("a service that never meets in class belongs to the one class that knows the name", () => {
  const [child, ...others] = childrenOf(boardWith(inRoom("a", "Ada"), inClass("class-1A", "b", "Ada")));
  expect(child?.services).toEqual(["a", "b"]);
  expect(others).toEqual([]);
});

test("where two classes know the name, nobody guesses whose service it is", () => {
  const children = childrenOf(
    boardWith(inRoom("c", "Ada"), inClass("class-1A", "a", "Ada"), inClass("class-2A", "b", "Ada")),
  );
  expect(children.find((c) => c.services.includes("c"))).toMatchObject({ classroom: null, services: ["c"] });
});

test("a child whose sessions have no place is there too", () => {
  const board = { ...boardWith(), unmet: sample.unmet };
  expect(childrenOf(board).map((c) => c.name)).toEqual(["Ines R.", "Kwame B.", "Oskar L.", "Priya S."]);
});

test("a child's row stays while its visits move and its class becomes known", () => {
  const before = childrenOf(boardWith(inRoom("a", "Ada")));
  const after = childrenOf(boardWith(inClass("class-1A", "a", "Ada")));
  expect(after.map((c) => c.id)).toEqual(before.map((c) => c.id));
});
