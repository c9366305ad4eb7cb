import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import App from "./App.svelte";
import { Drafts } from "./drafts";
import { samplePack } from "./fixture";
import { freshDatabase, HandClock, KEY, type Page, page, until } from "./testing";
import { importKey } from "./vault";

const NOON = new Date("2026-11-24T12:00:00").getTime();
const SIGNED_OUT = { is: "signed-out", status: 401, sentence: "" } as const;
const DRAFT = {
  id: "one",
  visit: { id: "v", series: null, on: "2026-11-24" },
  title: "2B",
  child: "k",
  name: "Kofi",
  text: "Red",
};
let shown: ReturnType<typeof mount> | null = null;
let here: Page;

async function show(parts: Parameters<typeof page>[0] = {}): Promise<Page> {
  here = page({ clock: new HandClock(NOON), ...parts });
  shown = mount(App, { target: document.body, props: { capture: here.capture } });
  await here.capture.start();
  flushSync();
  return here;
}

async function shut(): Promise<void> {
  here.capture.stop();
  if (shown) await unmount(shown);
  shown = null;
  document.body.replaceChildren();
}

beforeEach(() => {
  localStorage.clear();
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(shut);

const press = (name: string, within: ParentNode = document) => {
  const found = [...within.querySelectorAll("button")].find(
    (each) => (each.getAttribute("aria-label") ?? each.textContent)?.trim() === name,
  );
  if (!found) throw new Error(`no button ${name}`);
  found.click();
  flushSync();
};
const field = (selector: string) => {
  const found = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  if (!found) throw new Error(`no field ${selector}`);
  return found;
};
const type = (selector: string, text: string) => {
  field(selector).value = text;
  field(selector).dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
};
const submit = (selector: string) => {
  document.querySelector(selector)?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
};
const offered = () =>
  [...document.querySelectorAll<HTMLTextAreaElement>("main textarea")].map((each) => each.value);
const lying = () => here.database.drafts.count();

async function writeAWord(text: string): Promise<void> {
  press("Add a word");
  type("dialog textarea", text);
  await until(async () => (await lying()) === 1);
}

async function night(): Promise<void> {
  here.clock.moment = Date.parse(here.server.day.expires_at) + 1000;
  here.server.day = { ...samplePack(here.clock.moment), device: here.server.day.device, visits: [] };
  await here.capture.checkNight();
  flushSync();
}

test("a word that is half written at midnight is offered with the next day, and kept about its own visit", async () => {
  await show();
  const visit = here.capture.desk?.visit;
  await writeAWord("Calm today, and");
  await night();
  await until(() => offered().length === 1);
  expect(offered()).toEqual(["Calm today, and"]);
  expect(document.querySelector("main form")?.textContent).toContain("a word about 2B, Writing, 24 Nov");
  type("main textarea", "Calm today, and asked for red");
  submit("main form");
  await until(() => here.server.kept.size === 1);
  expect([...here.server.kept.values()][0]).toMatchObject({
    mark: "word",
    detail: { words: "Calm today, and asked for red" },
    visit: { id: visit?.id, on: visit?.on },
    child: null,
  });
  await until(async () => (await lying()) === 0);
  flushSync();
  expect(offered()).toEqual([]);
});

test("signed out in another tab, the text is there once the same person is back, also after a reload", async () => {
  const { server, database, capture, clock } = await show();
  await writeAWord("Asked for red");
  server.instead = SIGNED_OUT;
  await database.keys.clear();
  await capture.wake();
  flushSync();
  expect([capture.empty, offered(), document.querySelector("dialog")]).toEqual(["signed-out", [], null]);
  expect(document.body.textContent).not.toContain("Asked for red");
  await shut();
  server.instead = null;
  await show({ server, database, clock });
  await until(() => offered().length === 1);
  expect(offered()).toEqual(["Asked for red"]);
  press("Throw away");
  await until(async () => (await lying()) === 0);
  expect(offered()).toEqual([]);
  expect(server.kept.size).toBe(0);
});

test("a page that was closed over an open form offers what was written when it opens again", async () => {
  const { server, database, clock } = await show();
  press("End visit");
  type("dialog input[type=text]", "Fire drill");
  await until(async () => (await lying()) === 1);
  // A tab that is shut takes nothing off the page first.
  const copy = await database.drafts.toArray();
  await shut();
  await database.drafts.bulkPut(copy);
  await show({ server, database, clock });
  await until(() => offered().length === 1);
  submit("main form");
  await until(() => server.kept.size === 1);
  expect(here.capture.desk?.toUndo && here.capture.desk.described(here.capture.desk.toUndo)).toMatch(
    /“Fire drill”/,
  );
});

test("another person on the device never meets the text, and it is there for its writer again", async () => {
  const { server, capture } = await show();
  const first = server.day;
  await writeAWord("Asked for red");
  server.day = {
    ...samplePack(NOON),
    account: { id: "2", name: "Rosa Delgado" },
    device: { id: "00000000-0000-4000-8000-00000000beef", key: btoa("fedcba9876543210fedcba9876543210") },
  };
  await capture.refresh();
  flushSync();
  await until(() => capture.pack?.account.name === "Rosa Delgado");
  flushSync();
  expect([offered(), capture.leftOver, await lying()]).toEqual([[], [], 1]);
  expect(document.body.textContent).not.toContain("Asked for red");
  server.day = first;
  await capture.refresh();
  await until(() => capture.leftOver.length === 1);
  flushSync();
  expect(offered()).toEqual(["Asked for red"]);
});

test("what was kept, emptied or left by its writer is no draft", async () => {
  await show();
  await writeAWord("Calm today");
  submit("dialog form:not([method])");
  await until(async () => (await lying()) === 0 && here.server.kept.size === 1);
  await until(() => document.querySelector("dialog") === null);
  await writeAWord("Tired");
  type("dialog textarea", "  ");
  await until(async () => (await lying()) === 0);
  type("dialog textarea", "Tired");
  await until(async () => (await lying()) === 1);
  document.querySelector("dialog")?.dispatchEvent(new Event("close"));
  flushSync();
  await until(async () => (await lying()) === 0);
  press("End visit");
  type("dialog input[type=text]", "Fire drill");
  await until(async () => (await lying()) === 1);
  submit("#end-visit");
  await until(async () => (await lying()) === 0);
});

test("a draft lies there as ciphertext, for one key and one row", async () => {
  const database = freshDatabase();
  const drafts = new Drafts(database, "a", await importKey(KEY));
  await drafts.write(DRAFT);
  const [row] = await database.drafts.toArray();
  expect(Object.keys(row ?? {}).sort()).toEqual(["data", "device", "id", "iv"]);
  expect(new TextDecoder().decode(row?.data)).not.toMatch(/Red|Kofi/);
  expect(await drafts.all()).toEqual([DRAFT]);
  const other = await importKey(btoa("fedcba9876543210fedcba9876543210"));
  expect(await new Drafts(database, "b", other).all()).toEqual([]);
  expect(await new Drafts(database, "a", other).all()).toEqual([]);
  expect(await database.drafts.count()).toBe(1);
});

test("words are kept in the order in which they were written", async () => {
  const database = freshDatabase();
  const drafts = new Drafts(database, "a", await importKey(KEY));
  for (const text of ["A", "As", "Asked"]) void drafts.write({ ...DRAFT, text });
  expect((await drafts.all()).map(({ text }) => text)).toEqual(["Asked"]);
  void drafts.write({ ...DRAFT, text: "Asked f" });
  void drafts.drop("one");
  expect(await drafts.all()).toEqual([]);
});
