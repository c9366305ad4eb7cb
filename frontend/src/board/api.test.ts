import { expect, test, vi } from "vitest";
import { boardApi, cookie, Refused, Unreachable } from "./api";
import { sampleBoard } from "./fixture";

const board = sampleBoard();
const visit = board.visits[0];
if (!visit) throw new Error("the sample has no visit");
const { day, start, mode, place } = visit;
const move = { visit: visit.id, day, start, mode, place };

function server(status: number, answer: unknown) {
  return vi.fn<typeof fetch>(async () => new Response(JSON.stringify(answer), { status }));
}

test("a move is posted with the revision and the token", async () => {
  const fetcher = server(200, board);
  const api = boardApi("/api/timetables/1/board/", () => "secret", fetcher);
  await expect(api.move(move, 7)).resolves.toEqual(board);
  const [url, init] = fetcher.mock.calls[0] ?? [];
  expect(url).toBe("/api/timetables/1/board/move");
  expect(init?.method).toBe("POST");
  expect(init?.headers).toMatchObject({ "X-CSRFToken": "secret", "Content-Type": "application/json" });
  expect(JSON.parse(String(init?.body))).toEqual({ ...move, revision: 7 });
});

test("reading sends no token", async () => {
  const fetcher = server(200, board);
  await boardApi("/b", () => "secret", fetcher).load();
  expect(fetcher.mock.calls[0]?.[1]?.headers).not.toHaveProperty("X-CSRFToken");
});

test("the places of a visit are its therapist's; those of a session name theirs", async () => {
  const spot = { day, start, mode, place, cost_change: -4 };
  const api = boardApi("/b", () => "", server(200, { places: [spot] }));
  await expect(api.places(visit)).resolves.toEqual({
    places: [{ ...spot, therapist: visit.therapist }],
    reasons: {},
  });
  const named = boardApi(
    "/b",
    () => "",
    server(200, { places: [{ ...spot, therapist: "t3" }], reasons: { x: "No." } }),
  );
  await expect(named.placesFor("s1")).resolves.toEqual({
    places: [{ ...spot, therapist: "t3" }],
    reasons: { x: "No." },
  });
});

test("an id is quoted in the address", async () => {
  const fetcher = server(200, { places: [] });
  await boardApi("/b", () => "", fetcher).placesFor("a/b c");
  expect(fetcher.mock.calls[0]?.[0]).toBe("/b/places-for/a%2Fb%20c");
});

test("the rule against a spot is asked for by its day, start, mode and place", async () => {
  const fetcher = server(200, { sentences: ["3A is in Music then."] });
  const sentences = await boardApi("/b", () => "", fetcher).why("7", {
    day: "Mon",
    start: 840,
    mode,
    place: "3A",
  });
  expect(sentences).toEqual(["3A is in Music then."]);
  expect(fetcher.mock.calls[0]?.[0]).toBe(`/b/why/7?day=Mon&start=840&mode=${mode}&place=3A`);
});

test("a refusal keeps its sentence and the board that came with it", async () => {
  const api = boardApi("/b", () => "", server(409, { sentence: "3A takes one visit at once.", board }));
  const refusal = await api.move(move, 1).catch((failure: unknown) => failure);
  expect(refusal).toBeInstanceOf(Refused);
  expect(refusal).toMatchObject({ message: "3A takes one visit at once.", board });
});

test.each([
  [403, /signed out/],
  [404, /No timetable here/],
  [500, /could not answer/],
])("status %i without a sentence is said in words", async (status, words) => {
  const api = boardApi("/b", () => "", server(status, {}));
  await expect(api.load()).rejects.toThrow(words);
  await expect(api.load()).rejects.toBeInstanceOf(Unreachable);
});

test("a page instead of JSON is no board", async () => {
  const api = boardApi(
    "/b",
    () => "",
    async () => new Response("<html>", { status: 200 }),
  );
  await expect(api.load()).rejects.toBeInstanceOf(Unreachable);
});

test("a lost connection is said in words", async () => {
  const api = boardApi(
    "/b",
    () => "",
    async () => Promise.reject(new TypeError("failed")),
  );
  await expect(api.undo(1)).rejects.toThrow("The server did not answer. Check the connection.");
});

test("a cookie is found by its whole name", () => {
  expect(cookie("csrftoken", "xcsrftoken=no; csrftoken=y%20s; a=b")).toBe("y s");
  expect(cookie("csrftoken", "a=b")).toBe("");
});
