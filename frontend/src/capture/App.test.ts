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
  expect(said()).toContain("Mei-Ling: alone. 1 of 1 alone");
  const undo = [...document.querySelectorAll("footer button")][0];
  expect(undo?.textContent).toContain("Mei-Ling, alone, 12:00");
  (undo as HTMLElement).click();
  flushSync();
  expect(card("Mei-Ling").textContent).not.toContain("1 of 1");
  expect(said()).toContain("Taken back: Mei-Ling, alone");
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

test("an expired sign-in is said calmly, with the way to sign in and back here", async () => {
  here.server.instead = { is: "signed-out", status: 401, sentence: "" };
  press("Alone", card("Mei-Ling"));
  await until(() => document.body.textContent?.includes("Sign in to send. 1 entry is safe here.") ?? false);
  const link = document.querySelector<HTMLAnchorElement>("main a[href^='/account/login/']");
  expect(link?.getAttribute("href")).toContain("next=");
});
