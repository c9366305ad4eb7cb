import { beforeEach, expect, test } from "vitest";
import { captureApi } from "./api";
import { samplePack } from "./fixture";
import { HandClock } from "./testing";

beforeEach(() => localStorage.clear());

const batch = { device: "d", device_now: "", waiting: 0, entries: [] };
const answer = (status: number, body: unknown) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status });

function api(...answers: (Response | Error)[]) {
  const asked: [string, RequestInit][] = [];
  const fetcher = (async (path: string, init: RequestInit) => {
    asked.push([path, init]);
    const next = answers.shift();
    if (next instanceof Response) return next;
    throw next ?? new Error("nothing left to answer");
  }) as typeof fetch;
  const clock = new HandClock();
  return { asked, clock, api: captureApi(clock, () => "token", fetcher) };
}

test("the pack is asked for with this browser's number, and the clock learns from it", async () => {
  const {
    api: client,
    asked,
    clock,
  } = api(answer(200, { ...samplePack(), server_now: new Date(clockAhead()).toISOString() }));
  const reply = await client.pack("number", "Chrome, Android");
  expect(reply.is).toBe("ok");
  expect(asked[0]?.[0]).toBe("/api/capture/pack?installation=number&name=Chrome%2C+Android");
  expect(clock.skew).toBe(90);
});
const clockAhead = () => new HandClock().moment + 90_000;

test("a batch carries the token of the moment", async () => {
  const { api: client, asked } = api(answer(200, { answers: [], server_now: "2026-11-24T09:20:00Z" }));
  await client.send(batch);
  expect(asked[0]?.[1].headers).toMatchObject({ "X-CSRFToken": "token" });
});

test.each([
  [401, "signed-out"],
  [403, "not-allowed"],
  [404, "not-allowed"],
  [410, "voided"],
  [400, "unreadable"],
  [413, "unreadable"],
  [422, "unreadable"],
  [405, "failed"],
  [429, "failed"],
  [500, "failed"],
  [502, "failed"],
])("%i means %s, with the server's sentence", async (status, is) => {
  const { api: client } = api(answer(status, { sentence: "Why." }));
  expect(await client.send(batch)).toEqual({ is, status, sentence: "Why." });
});

test("no answer, and a page of the school's network in its place, are silence", async () => {
  const { api: client } = api(
    new TypeError("network"),
    answer(200, "<html>Log in to the guest network</html>"),
    answer(200, {}),
  );
  for (let turn = 0; turn < 3; turn++) expect((await client.send(batch)).is).toBe("silent");
});
