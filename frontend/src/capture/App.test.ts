import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import App from "./App.svelte";
import { HandClock, type Page, page, until } from "./testing";

const NOON = new Date("2026-11-24T12:00:00").getTime();
let here: Page;
let shown: ReturnType<typeof mount> | null = null;

beforeEach(async () => {
  localStorage.clear();
  // What the browser brings and this one lacks.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  here = page({ clock: new HandClock(NOON) });
  shown = mount(App, { target: document.body, props: { capture: here.capture } });
  await here.capture.start();
  flushSync();
});
afterEach(async () => {
  here.capture.stop();
  if (shown) await unmount(shown);
  document.body.replaceChildren();
});

const card = (name: string) => {
  const found = document.querySelector<HTMLElement>(`section[aria-label="${name}"]`);
  if (!found) throw new Error(`no card of ${name}`);
  return found;
};
const button = (name: string, within: ParentNode = document) => {
  const found = [...within.querySelectorAll("button")].find(
    (each) => (each.getAttribute("aria-label") ?? each.textContent)?.replace(/\s+/g, " ").trim() === name,
  );
  if (!found) throw new Error(`no button ${name}`);
  return found;
};
const press = (name: string, within: ParentNode = document) => {
  button(name, within).click();
  flushSync();
};
const tabs = (name: string) => [...card(name).querySelectorAll<HTMLElement>("[role=tab]")];

test("each child has its card, with the goals of this routine first", () => {
  expect([...document.querySelectorAll("main h2")].map((head) => head.textContent)).toEqual([
    "Mei-Ling",
    "Kofi",
    "Ngọc",
    "Luca",
  ]);
  expect(tabs("Mei-Ling")[0]?.textContent?.trim()).toBe("Next step of her checklist");
  expect(tabs("Mei-Ling").filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
});

test("a tap is answered at once, said to a screen reader, and undone by its name", async () => {
  press("Alone", card("Mei-Ling"));
  expect(card("Mei-Ling").textContent).toContain("1 of 1");
  const said = () =>
    [...document.querySelectorAll("[role=status]")].map((each) => each.textContent).join("; ");
  expect(said()).toContain("Mei-Ling: Alone. 1 of 1 Alone");
  const undo = [...document.querySelectorAll("footer button")][0];
  expect(undo?.textContent).toContain("Mei-Ling, Alone, 12:00");
  (undo as HTMLElement).click();
  flushSync();
  expect(card("Mei-Ling").textContent).not.toContain("1 of 1");
  expect(said()).toContain("Taken back: Mei-Ling, Alone");
  await until(() => here.server.kept.size === 2);
});

test("the arrows go from goal to goal, and the control follows", () => {
  const first = tabs("Kofi")[0];
  first?.focus();
  first?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  flushSync();
  expect(tabs("Kofi")[1]?.getAttribute("aria-selected")).toBe("true");
  expect(document.activeElement).toBe(tabs("Kofi")[1]);
  press("Asked now", card("Kofi"));
  here.clock.moment += 12_000;
  here.capture.ticker.tick();
  flushSync();
  expect(card("Kofi").querySelector("[role=timer]")?.textContent).toBe("0:12");
  press("Started", card("Kofi"));
  expect(card("Kofi").textContent).toContain("12 s");
});

test("one less takes a tap back, and does nothing where there is none", async () => {
  expect(button("One less, Ngọc").getAttribute("aria-disabled")).toBe("true");
  press("One less, Ngọc");
  press("One more, Ngọc");
  press("One more, Ngọc");
  press("One less, Ngọc");
  expect(card("Ngọc").querySelector("b")?.textContent).toBe("1");
  await until(() => here.server.kept.size === 3);
});

test("a rate is counted only while the clock is watched", () => {
  tabs("Ngọc")[1]?.click();
  flushSync();
  expect(
    [...card("Ngọc").querySelectorAll("button")].some(
      (each) => each.getAttribute("aria-label") === "One more, Ngọc",
    ),
  ).toBe(false);
  press("Start watching", card("Ngọc"));
  press("One more, Ngọc");
  here.clock.moment += 90_000;
  here.capture.ticker.tick();
  flushSync();
  [...card("Ngọc").querySelectorAll("button")]
    .find((each) => each.textContent?.startsWith("Stop watching"))
    ?.click();
  flushSync();
  expect(card("Ngọc").textContent).toContain("in 1:30");
});

test("without an answer the page counts what is kept here", async () => {
  here.server.offline = true;
  press("Not yet", card("Mei-Ling"));
  await until(
    () => document.querySelector("header")?.textContent?.includes("1 kept here, not sent yet") ?? false,
  );
});

const typed = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll("dialog label")].find((each) =>
    each.textContent?.trim().startsWith(label),
  );
  const field = found?.querySelector<HTMLInputElement>("input, textarea");
  if (!field) throw new Error(`no field ${label}`);
  return field;
};
const type = (label: string, text: string) => {
  typed(label).value = text;
  typed(label).dispatchEvent(new Event("input", { bubbles: true }));
  typed(label).dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
};
const send = () => {
  document
    .querySelector("dialog form:not([method])")
    ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
};

test("a word is undone by the button that says it", async () => {
  press("Add a word");
  type("A word about it", "Calm today");
  send();
  const undo = () => [...document.querySelectorAll<HTMLElement>("footer button")][0];
  await until(() => undo()?.textContent?.includes("“Calm today”, 12:00") ?? false);
  undo()?.click();
  flushSync();
  expect(undo()?.textContent).toContain("Nothing to undo");
  await until(() => here.server.kept.size === 2);
});

test("a word that is being typed as the session ends is kept here", async () => {
  press("Add a word");
  here.server.instead = { is: "signed-out", status: 401, sentence: "" };
  type("A word about it", "Calm today");
  await here.capture.refresh();
  flushSync();
  expect(typed("A word about it").value).toBe("Calm today");
  send();
  await until(() => here.capture.counts.waiting === 1);
  expect(document.body.textContent).toContain("Sign in to send.");
});

test("a visit is not shortened to what it was planned to last", async () => {
  press("End visit");
  press("Shortened");
  const minutes = typed("Minutes that it lasted");
  expect(Number(minutes.max)).toBe(
    (here.capture.desk?.visit.ends ?? 0) - (here.capture.desk?.visit.starts ?? 0) - 1,
  );
  expect(Number(minutes.value)).toBeLessThanOrEqual(Number(minutes.max));
  type("Minutes that it lasted", String(Number(minutes.max) + 1));
  send();
  expect(document.querySelector("dialog [role=alert]")?.textContent).toContain(`from 1 to ${minutes.max}`);
  expect(here.server.kept.size).toBe(0);
  type("Minutes that it lasted", minutes.max);
  send();
  await until(() => here.server.kept.size === 1);
});

test("a shortened visit that the server did not take is mended with other minutes", async () => {
  const { capture, server } = here;
  server.offline = true;
  await capture.desk?.end("shortened", { minutes: 400 });
  const [entry] = capture.made;
  server.refuses.set(entry?.id ?? "", "A shortened visit has 1 to 29 minutes. Say how many it had.");
  server.offline = false;
  await capture.refresh();
  await until(() => capture.counts.refused === 1);
  flushSync();
  press("1 set aside");
  await until(() => document.querySelector("dialog")?.textContent?.includes("1 to 29 minutes") ?? false);
  press("Change");
  type("Minutes that it lasted", "20");
  send();
  await until(() => server.kept.size === 1);
  expect([...server.kept.values()][0]).toMatchObject({ mark: "shortened", detail: { minutes: 20 } });
  expect(capture.counts.refused).toBe(0);
});

test("ended access is said with what becomes of the taps, and leads to the file", async () => {
  const sentence = "Your access here has ended.";
  here.server.instead = { is: "not-allowed", status: 403, sentence };
  press("Alone", card("Mei-Ling"));
  const alert = () => document.querySelector("main [role=alert]")?.textContent ?? "";
  await until(() => alert().includes("1 entry is safe here and is not sent."));
  expect(alert()).toContain(sentence);
  press("What is kept on this device");
  expect(button("Save as a file").getAttribute("aria-disabled")).toBe("false");
  expect(document.querySelector("dialog")?.textContent).toContain("A coordinator takes it in");
});

test("an expired sign-in is said calmly, with the way to sign in and back here", async () => {
  here.server.instead = { is: "signed-out", status: 401, sentence: "" };
  press("Alone", card("Mei-Ling"));
  await until(() => document.body.textContent?.includes("Sign in to send. 1 entry is safe here.") ?? false);
  const link = document.querySelector<HTMLAnchorElement>("main a[href^='/account/login/']");
  expect(link?.getAttribute("href")).toContain("next=");
});
