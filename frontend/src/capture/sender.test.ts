import { beforeEach, expect, test } from "vitest";
import type { ObservationEntry } from "./contract";
import { SampleServer } from "./fixture-server";
import type { Outbox } from "./outbox";
import { Sender, type SendState } from "./sender";
import { anObservation, freshDatabase, freshOutbox, HandClock, oneLock, Waiting } from "./testing";

beforeEach(() => localStorage.clear());

interface Tab {
  sender: Sender;
  states: SendState[];
  waiting: Waiting;
}

function tab(outbox: Outbox, server: SampleServer, lock = oneLock(), freshen = async () => false): Tab {
  const states: SendState[] = [];
  const waiting = new Waiting();
  const sender = new Sender({
    outbox,
    api: server,
    clock: new HandClock(),
    onstate: (state) => states.push(state),
    freshen,
    lock,
    later: waiting.later,
    chance: () => 1,
  });
  return { sender, states, waiting };
}

async function filled(count: number): Promise<{ outbox: Outbox; entries: ObservationEntry[] }> {
  const outbox = await freshOutbox(freshDatabase());
  const entries = Array.from({ length: count }, (_, place) => anObservation(place + 1));
  await outbox.keep(...entries);
  return { outbox, entries };
}

test("all go in order, at most two hundred at a time, each with what still waits", async () => {
  const { outbox, entries } = await filled(450);
  const server = new SampleServer();
  await tab(outbox, server).sender.send();
  expect(server.arrived).toEqual(entries.map(({ id }) => id));
  expect(server.batches.map((batch) => batch.entries.length)).toEqual([200, 200, 50]);
  expect(server.batches.map(({ waiting }) => waiting)).toEqual([450, 250, 50]);
  expect(await outbox.waiting()).toBe(0);
});

test("an answer lost after the entries were kept: sent again, there once", async () => {
  const { outbox, entries } = await filled(5);
  const server = new SampleServer();
  server.losesAnswers = 2;
  const { sender, waiting, states } = tab(outbox, server);
  await sender.send();
  expect([await outbox.waiting(), states.at(-1)]).toEqual([5, "silent"]);
  waiting.pass();
  await sender.send();
  await sender.send();
  expect(await outbox.waiting()).toBe(0);
  expect(server.arrived).toEqual(entries.map(({ id }) => id));
  expect(server.batches).toHaveLength(3);
});

test("two tabs over one outbox send each entry once where the lock is shared", async () => {
  const { outbox, entries } = await filled(30);
  const server = new SampleServer();
  const lock = oneLock();
  await Promise.all([tab(outbox, server, lock).sender.send(), tab(outbox, server, lock).sender.send()]);
  expect(server.batches.map((batch) => batch.entries.length)).toEqual([30]);
  expect(server.arrived).toEqual(entries.map(({ id }) => id));
});

test("two tabs without a lock, as on an old browser, still leave each entry there once", async () => {
  const { outbox, entries } = await filled(30);
  const server = new SampleServer();
  await Promise.all([tab(outbox, server).sender.send(), tab(outbox, server).sender.send()]);
  expect([...server.kept.keys()].sort()).toEqual(entries.map(({ id }) => id).sort());
  expect(await outbox.waiting()).toBe(0);
});

test("the waits grow to two minutes, and a sent batch ends them", async () => {
  const { outbox } = await filled(1);
  const server = new SampleServer();
  server.offline = true;
  const { sender, waiting } = tab(outbox, server);
  for (let turn = 0; turn < 9; turn++) await sender.send();
  expect(waiting.milliseconds).toEqual([2000, 4000, 8000, 16_000, 32_000, 64_000, 120_000, 120_000, 120_000]);
  expect(waiting.pending).toHaveLength(1);
  server.offline = false;
  await sender.send();
  expect([waiting.pending.length, await outbox.waiting()]).toEqual([0, 0]);
});

test("a nudge during a back-off waits for it", async () => {
  const { outbox } = await filled(1);
  const server = new SampleServer();
  server.offline = true;
  const { sender, waiting } = tab(outbox, server);
  await sender.send();
  server.offline = false;
  sender.nudge();
  expect(await outbox.waiting()).toBe(1);
  waiting.pass();
  await sender.send();
  expect(await outbox.waiting()).toBe(0);
});

test.each([
  ["signed-out", 401],
  ["voided", 410],
] as const)("%s ends the sending and keeps every entry", async (is, status) => {
  const { outbox } = await filled(3);
  const server = new SampleServer();
  server.instead = { is, status, sentence: "Why." };
  const { sender, states, waiting } = tab(outbox, server);
  await sender.send();
  expect([states.at(-1), await outbox.waiting(), waiting.pending.length]).toEqual([is, 3, 0]);
});

test("an old token is fetched anew once, and the entries go", async () => {
  const { outbox } = await filled(3);
  const server = new SampleServer();
  server.instead = { is: "not-allowed", status: 403, sentence: "" };
  let asked = 0;
  const { sender } = tab(outbox, server, oneLock(), async () => {
    asked += 1;
    server.instead = null;
    return true;
  });
  await sender.send();
  expect([asked, await outbox.waiting()]).toEqual([1, 0]);
});

test("where a fresh token does not help, it is not asked for again and again", async () => {
  const { outbox } = await filled(3);
  const server = new SampleServer();
  server.instead = { is: "not-allowed", status: 403, sentence: "No." };
  let asked = 0;
  const { sender, states } = tab(outbox, server, oneLock(), async () => {
    asked += 1;
    return true;
  });
  await sender.send();
  expect([asked, states.at(-1), await outbox.waiting()]).toEqual([1, "not-allowed", 3]);
});

test("one entry that spoils a batch is found and set aside; all others arrive in order", async () => {
  const { outbox, entries } = await filled(300);
  const server = new SampleServer();
  const poison = entries[123]?.id ?? "";
  server.poison.set(poison, { is: "unreadable", status: 422, sentence: "" });
  await tab(outbox, server).sender.send();
  const others = entries.map(({ id }) => id).filter((id) => id !== poison);
  expect(server.arrived).toEqual(others);
  expect((await outbox.refused()).map(({ entry }) => entry.id)).toEqual([poison]);
});

test("one entry over which the server breaks is set aside after some tries, never dropped", async () => {
  const { outbox, entries } = await filled(4);
  const server = new SampleServer();
  const poison = entries[1]?.id ?? "";
  server.poison.set(poison, { is: "failed", status: 500, sentence: "" });
  const { sender } = tab(outbox, server);
  for (let turn = 0; turn < 40 && (await outbox.waiting()); turn++) await sender.send();
  expect(server.arrived).toEqual(entries.map(({ id }) => id).filter((id) => id !== poison));
  expect((await outbox.refused()).map(({ entry }) => entry.id)).toEqual([poison]);
});

test("a server that is down sets nothing aside", async () => {
  const { outbox } = await filled(2);
  const server = new SampleServer();
  server.instead = { is: "failed", status: 502, sentence: "" };
  const { sender } = tab(outbox, server);
  for (let turn = 0; turn < 30; turn++) await sender.send();
  expect([await outbox.waiting(), await outbox.refused()]).toEqual([2, []]);
});
