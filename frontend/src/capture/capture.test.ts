import { beforeEach, expect, test } from "vitest";
import type { Desk } from "./desk.svelte";
import { samplePack } from "./fixture";
import { SampleServer } from "./fixture-server";
import type { Focus } from "./focus";
import { isObservation } from "./log";
import { HandClock, oneLock, type Page, page, until } from "./testing";

beforeEach(() => localStorage.clear());

const NOON = new Date("2026-11-24T12:00:00").getTime();

async function opened(parts: Parameters<typeof page>[0] = {}): Promise<Page & { desk: Desk }> {
  const opened = page({ clock: new HandClock(NOON), ...parts });
  await opened.capture.start();
  const { desk } = opened.capture;
  if (!desk) throw new Error("The visit that is now opens by itself.");
  return { ...opened, desk };
}

function focus(desk: Desk, name: string, title: string): Focus {
  const child = desk.visit.children.find((each) => each.name === name);
  const found = desk.focuses.get(child?.id ?? "")?.find((each) => each.title === title);
  if (!found) throw new Error(`${name} has no ${title}`);
  return found;
}

const checklist = (desk: Desk) => focus(desk, "Mei-Ling", "Next step of her checklist");
const sitting = (desk: Desk) => focus(desk, "Kofi", "Paper steady, feet down");

test("the visit that is now opens by itself; a wished one goes before it", async () => {
  const { capture, desk } = await opened();
  expect(desk.visit.title).toBe("2B, Writing");
  capture.stop();
  const server = new SampleServer(samplePack(NOON), () => NOON);
  const other = page({ server, clock: new HandClock(NOON) });
  await other.capture.start(server.day.visits[1]?.id);
  expect(other.capture.desk?.visit.title).toBe("3A, Play");
});

test("a tap is on the page before it is on the disk, and counts as kept once it is there", async () => {
  const { desk, capture, server } = await opened();
  server.offline = true;
  const tapped = desk.observe(checklist(desk), { help: 0, word: "Alone" });
  expect(desk.tallyOf(checklist(desk)).number).toBe("1 of 1");
  expect(capture.counts.waiting).toBe(0);
  await tapped;
  await until(() => capture.counts.waiting === 1);
});

test("a tap that cannot be kept is taken off the page again, and it is said", async () => {
  const { desk, capture, database } = await opened();
  database.close();
  expect(await desk.observe(checklist(desk), { help: 0, word: "Alone" })).toBeNull();
  expect(desk.seenOf(checklist(desk))).toEqual([]);
  expect(capture.trouble).toContain("could not be kept");
});

test("an entry carries routine, setting, adult, material, the device's moment and its known skew", async () => {
  const { desk, server, clock } = await opened();
  desk.setContext({ material: "pencil grip" });
  desk.setContext({ adult: "teacher" }, checklist(desk));
  clock.moment = NOON + 5000;
  const id = await desk.observe(checklist(desk), { help: 1, word: "Point" });
  await until(() => server.kept.size === 1);
  const entry = server.kept.get(id ?? "");
  expect(entry).toMatchObject({
    routine_kind: "writing",
    setting: "in_class",
    adult: "teacher",
    material: "pencil grip",
    skew: 0,
    is_second: false,
  });
  expect(Date.parse(entry?.at ?? "")).toBe(NOON + 5000);
});

test("undo takes back the last tap, then the one before, each by an entry that names it", async () => {
  const { desk, server } = await opened();
  const first = await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  const second = await desk.observe(checklist(desk), { help: null });
  expect(desk.toUndo && desk.described(desk.toUndo)).toMatch(/^Mei-Ling, Not yet, /);
  await desk.undo();
  expect(desk.seenOf(checklist(desk)).map(({ id }) => id)).toEqual([first]);
  await desk.undo();
  expect([desk.seenOf(checklist(desk)), desk.toUndo]).toEqual([[], null]);
  await until(() => server.kept.size === 4);
  const withdrawn = [...server.kept.values()].filter(isObservation).filter((entry) => entry.is_withdrawal);
  expect(withdrawn.map(({ corrects }) => corrects)).toEqual([second, first]);
});

test("undo of a corrected step brings back what it was, and undo once more takes that back", async () => {
  const { desk } = await opened();
  const task = focus(desk, "Mei-Ling", "Gets ready to write");
  const first = await desk.observe(task, { step: 0, help: 0, word: "Alone" });
  await desk.observe(task, { step: 0, help: 4, word: "Hands" }, first);
  expect(desk.seenOf(task).map(({ value }) => value.help)).toEqual([4]);
  await desk.undo();
  expect(desk.seenOf(task).map(({ value }) => value.help)).toEqual([0]);
  await desk.undo();
  expect(desk.seenOf(task)).toEqual([]);
});

test("a stretch runs through a reload, and its undo lets it run on from where it began", async () => {
  const first = await opened();
  first.desk.startClock(sitting(first.desk));
  first.capture.stop();
  await until(async () => (await first.database.kept.count()) === 2);
  first.clock.moment = NOON + 402_000;
  const again = await opened({ database: first.database, clock: first.clock, server: first.server });
  const { desk, clock } = again;
  expect(desk.secondsOf(sitting(desk), clock.now())).toBe(402);
  await desk.stopClock(sitting(desk));
  expect(desk.tallyOf(sitting(desk))).toMatchObject({ number: "6:42", unit: "1 stretch" });
  clock.moment += 8000;
  await desk.undo();
  expect(desk.secondsOf(sitting(desk), clock.now())).toBe(410);
});

test("an interval that was undone is asked about again", async () => {
  const { desk, clock } = await opened();
  const works = focus(desk, "Kofi", "Works at his table");
  desk.startSampling(works);
  clock.moment += 31_000;
  await desk.code(works, 0, true);
  expect(desk.memory.sampling[works.key]?.coded[0]).toBeTruthy();
  await desk.undo();
  expect(desk.memory.sampling[works.key]?.coded).toEqual({});
});

test("a second observer sees her own counts, and her entries say so", async () => {
  const { desk, server } = await opened();
  await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  desk.setSecond(true);
  expect(desk.seenOf(checklist(desk))).toEqual([]);
  const id = await desk.observe(checklist(desk), { help: 2, word: "Say" });
  expect(desk.tallyOf(checklist(desk)).number).toBe("0 of 1");
  await until(() => server.kept.size === 2);
  expect(server.kept.get(id ?? "")).toMatchObject({ is_second: true });
});

test("away, there again and undone: the card follows, the marks are all kept", async () => {
  const { desk, server } = await opened();
  const child = desk.visit.children[0];
  if (!child) throw new Error("the sample has children");
  await desk.mark("away", { reason: "trip" }, child.id);
  expect(desk.stands.away[child.id]).toBe("trip");
  await desk.undo();
  expect(desk.stands.away[child.id]).toBe("");
  await until(() => server.kept.size === 2);
  expect([...server.kept.values()].map((entry) => entry.kind === "mark" && entry.mark)).toEqual([
    "away",
    "there",
  ]);
});

test("a word is undone offline, in its order among the taps, by an entry that names it", async () => {
  const { desk, server, capture } = await opened();
  server.offline = true;
  const kofi = desk.visit.children.find(({ name }) => name === "Kofi");
  await desk.mark("word", { words: "Calm today" });
  const tap = await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  await desk.mark("word", { words: "asked for red" }, kofi?.id);
  expect(desk.toUndo && desk.described(desk.toUndo)).toMatch(/^Kofi, “asked for red”, /);
  await Promise.all([desk.undo(), desk.undo()]);
  expect(capture.said).toMatch(/^Taken back: Mei-Ling, Alone, /);
  expect(desk.toUndo && desk.described(desk.toUndo)).toMatch(/^“Calm today”, /);
  capture.stop();
  server.offline = false;
  await capture.refresh();
  await until(() => server.kept.size === 5);
  const [calm, , red, unsaid, withdrawn] = server.arrived.map((id) => server.kept.get(id));
  expect(unsaid).toMatchObject({ mark: "unsaid", detail: { word: red?.id }, child: kofi?.id });
  expect(withdrawn).toMatchObject({ corrects: tap, is_withdrawal: true });
  expect(calm).toMatchObject({ mark: "word", child: null });
});

test("after a reload a word that was undone stays undone, and the one before is next", async () => {
  const first = await opened();
  await first.desk.mark("word", { words: "Calm today" });
  await first.desk.mark("word", { words: "Tired" });
  await first.desk.undo();
  first.capture.stop();
  const { desk } = await opened({ database: first.database, clock: first.clock, server: first.server });
  expect(desk.toUndo && desk.described(desk.toUndo)).toMatch(/^“Calm today”, /);
  await desk.undo();
  expect(desk.toUndo).toBeNull();
});

test("the end stops what runs, keeps it before the mark, and can be opened again", async () => {
  const { desk, capture, server, clock } = await opened();
  desk.startClock(sitting(desk));
  clock.moment += 60_000;
  await desk.end("shortened", { minutes: 20 });
  expect([desk.hasEnded, desk.running, capture.outcomeOf(desk.visit)]).toEqual([true, 0, "shortened"]);
  await until(() => server.kept.size === 2);
  expect(
    [...server.kept.values()].map((entry) => [entry.kind, "value" in entry ? entry.value : entry.detail]),
  ).toEqual([
    ["observation", { seconds: 60 }],
    ["mark", { minutes: 20 }],
  ]);
  await desk.end("reopened");
  expect(desk.hasEnded).toBe(false);
});

test("a missed visit keeps no running clock", async () => {
  const { desk, server, clock } = await opened();
  desk.startClock(sitting(desk));
  clock.moment += 60_000;
  await desk.end("missed", { reason: "assembly", words: "" });
  await until(() => server.kept.size === 1);
  expect([...server.kept.values()][0]).toMatchObject({ kind: "mark", mark: "missed" });
});

test("reloaded without a network, the day, the counts and the undo are there", async () => {
  const first = await opened();
  first.server.offline = true;
  await first.desk.observe(checklist(first.desk), { help: 0, word: "Alone" });
  first.capture.stop();
  const { desk, capture } = await opened({
    database: first.database,
    clock: first.clock,
    server: first.server,
  });
  expect(desk.tallyOf(checklist(desk)).number).toBe("1 of 1");
  expect(desk.toUndo).not.toBeNull();
  await until(() => capture.counts.waiting === 1 && capture.net === "silent");
});

test("what was sent stays in the counts of the day", async () => {
  const first = await opened();
  await first.desk.observe(checklist(first.desk), { help: 0, word: "Alone" });
  await until(() => first.capture.counts.waiting === 0 && first.server.kept.size === 1);
  first.capture.stop();
  const { desk } = await opened({ database: first.database, clock: first.clock, server: first.server });
  expect(desk.tallyOf(checklist(desk)).number).toBe("1 of 1");
});

test("at night key and day go and entries stay; after the next sign-in they are sent", async () => {
  const { desk, capture, server, database, clock } = await opened();
  server.offline = true;
  await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  clock.moment = Date.parse(server.day.expires_at) + 1000;
  await capture.checkNight();
  expect([capture.pack, capture.desk, capture.empty]).toEqual([null, null, "night"]);
  expect([await database.keys.count(), await database.kept.count(), await database.seen.count()]).toEqual([
    0, 0, 0,
  ]);
  expect(await database.rows.count()).toBe(1);
  server.offline = false;
  server.day = { ...samplePack(clock.moment), device: server.day.device };
  await capture.refresh();
  await until(() => server.kept.size === 1);
  expect(await database.rows.count()).toBe(0);
});

test("a device clock that runs a day late does not keep the day for longer", async () => {
  const clock = new HandClock(NOON - 86_400_000);
  const server = new SampleServer(samplePack(NOON), () => clock.moment + 86_400_000, clock);
  const { capture } = page({ clock, server });
  await capture.start();
  expect(clock.skew).toBe(86_400);
  clock.moment += 12 * 3_600_000 + 1000;
  await capture.checkNight();
  expect(capture.empty).toBe("night");
});

test("an expired sign-in keeps the page working and every entry here", async () => {
  const { desk, capture, server } = await opened();
  server.instead = { is: "signed-out", status: 401, sentence: "" };
  await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  await until(() => capture.net === "signed-out");
  await desk.observe(checklist(desk), { help: 1, word: "Point" });
  await until(() => capture.counts.waiting === 2);
  server.instead = null;
  await capture.wake();
  await until(() => server.kept.size === 2 && capture.net === "rest");
});

const CLOSED = { is: "not-allowed", status: 403, sentence: "This page is for therapists." } as const;

test("whose access has ended goes on tapping, is told so, and keeps every entry here", async () => {
  const { desk, capture, server, database } = await opened();
  server.instead = CLOSED;
  await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  await until(() => capture.net === "not-allowed");
  expect(capture.sentence).toBe("This page is for therapists.");
  await desk.mark("word", { words: "Calm today" });
  await until(() => capture.counts.waiting === 2);
  await capture.wake();
  expect([capture.net, capture.sentence]).toEqual(["not-allowed", "This page is for therapists."]);
  server.instead = null;
  await capture.wake();
  await until(() => server.kept.size === 2 && capture.net === "rest");
  expect(await database.rows.count()).toBe(0);
});

test("after the night, too, whose access has ended is told so, and her entries stay", async () => {
  const { desk, capture, server, database, clock } = await opened();
  server.instead = CLOSED;
  await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  clock.moment = Date.parse(server.day.expires_at) + 1000;
  await capture.checkNight();
  await until(() => capture.empty === "not-allowed");
  expect(capture.sentence).toBe("This page is for therapists.");
  expect([await database.rows.count(), capture.counts.others]).toEqual([1, 1]);
});

test("a voided device loses its key and its children, and no entry", async () => {
  const { desk, capture, server, database } = await opened();
  server.instead = { is: "voided", status: 410, sentence: "This device was locked by Joy." };
  await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  await until(() => capture.empty === "voided");
  expect(capture.sentence).toBe("This device was locked by Joy.");
  await until(async () => (await database.keys.count()) === 0);
  expect([await database.rows.count(), await database.kept.count()]).toEqual([1, 0]);
});

test("another person's sign-in takes the first one's day off the device, and leaves her entries to her", async () => {
  const { desk, capture, server, database } = await opened();
  server.offline = true;
  await desk.observe(checklist(desk), { help: 0, word: "Alone" });
  server.offline = false;
  const theirs = samplePack(NOON);
  theirs.device = {
    id: "00000000-0000-4000-8000-00000000beef",
    key: btoa("fedcba9876543210fedcba9876543210"),
  };
  theirs.account = { id: "2", name: "Rosa Delgado" };
  server.day = theirs;
  server.instead = { is: "not-allowed", status: 404, sentence: "" };
  const sent = capture.refresh();
  server.instead = null;
  await sent;
  await until(() => capture.pack?.account.name === "Rosa Delgado");
  expect((await database.keys.toArray()).map(({ device }) => device)).toEqual([theirs.device.id]);
});

test("two tabs over one day: each tap of either arrives once", async () => {
  const lock = oneLock();
  const first = await opened({ lock });
  const second = await opened({ database: first.database, clock: first.clock, server: first.server, lock });
  await Promise.all([
    first.desk.observe(checklist(first.desk), { help: 0, word: "Alone" }),
    second.desk.observe(checklist(second.desk), { help: 1, word: "Point" }),
  ]);
  await until(() => first.server.kept.size === 2);
  expect(first.server.arrived).toHaveLength(2);
  await first.capture.wake();
  expect(first.desk.tallyOf(checklist(first.desk)).number).toBe("1 of 2");
});

test("signed out on another page of the browser, the day is no longer shown", async () => {
  const { capture, database, server } = await opened();
  server.instead = { is: "signed-out", status: 401, sentence: "" };
  await database.keys.clear();
  await capture.wake();
  expect([capture.pack, capture.empty]).toEqual([null, "signed-out"]);
});
