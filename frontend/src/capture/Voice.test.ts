import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import App from "./App.svelte";
import type { ObservationEntry } from "./contract";
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
  press("More about Mei-Ling");
  press("Hand over to Mei-Ling");
});
afterEach(async () => {
  vi.useRealTimers();
  here.capture.stop();
  if (shown) await unmount(shown);
  document.body.replaceChildren();
});

const found = (name: string) =>
  [...document.querySelectorAll("button")].find(
    (each) => (each.getAttribute("aria-label") ?? each.textContent)?.replace(/\s+/g, " ").trim() === name,
  );
const press = (name: string) => {
  const button = found(name);
  if (!button) throw new Error(`no button ${name}`);
  button.click();
  flushSync();
};
const dialog = () => document.querySelector("dialog");
const kept = () => [...here.server.kept.values()] as ObservationEntry[];

test("one tap on a face is kept at once, and nothing of anybody else is in sight", async () => {
  expect(dialog()?.textContent).not.toContain("Kofi");
  expect(found("Close")).toBeUndefined();
  press("Great");
  await until(() => here.server.kept.size === 1);
  const [said] = kept();
  expect(said).toMatchObject({ measure: "confidence", goal: null, value: { face: 5 } });
  expect(dialog()?.textContent).toContain("What helped?");
});

test("pictures correct the face with what helped and what was hard, and a calm thank-you follows", async () => {
  press("Okay");
  await until(() => here.server.kept.size === 1);
  press("A friend");
  press("Noise");
  press("Waiting");
  press("Waiting");
  press("Done");
  await until(() => here.server.kept.size === 2);
  const [first, second] = kept();
  expect(second?.corrects).toBe(first?.id);
  expect(second?.value).toEqual({ face: 3, pictures: ["friend", "noise"] });
  expect(dialog()?.textContent).toContain("Thank you, Mei-Ling.");
});

test("not today keeps nothing", async () => {
  press("Not today");
  expect(dialog()?.textContent).toContain("That is fine, Mei-Ling.");
  await here.capture.stop();
  expect(here.server.kept.size).toBe(0);
});

test("a face without pictures stays as it was", async () => {
  press("Hard");
  await until(() => here.server.kept.size === 1);
  press("Done");
  expect(dialog()?.textContent).toContain("Thank you, Mei-Ling.");
  expect(here.server.kept.size).toBe(1);
});

test("a tap does not lead back; holding does, and letting go too early does not", () => {
  vi.useFakeTimers();
  const back = found("For the adult: hold to go back");
  if (!back) throw new Error("no way back");
  back.dispatchEvent(new MouseEvent("click", { detail: 1, bubbles: true }));
  back.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  vi.advanceTimersByTime(600);
  back.dispatchEvent(new Event("pointerup", { bubbles: true }));
  vi.advanceTimersByTime(2000);
  flushSync();
  expect(dialog()).not.toBeNull();
  back.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  vi.advanceTimersByTime(1300);
  flushSync();
  expect(dialog()).toBeNull();
});

test("Escape does not lead back, and a keyboard is asked once more", () => {
  const cancel = new Event("cancel", { cancelable: true });
  dialog()?.dispatchEvent(cancel);
  expect(cancel.defaultPrevented).toBe(true);
  press("For the adult: hold to go back");
  expect(dialog()).not.toBeNull();
  press("Back to the visit");
  expect(dialog()).toBeNull();
});
