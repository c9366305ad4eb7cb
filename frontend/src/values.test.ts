import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sayUnreadable, startValues } from "./values.ts";

const form = () => document.querySelector("form") as HTMLFormElement;
const state = () => document.querySelector("[data-values-state]")?.textContent;
const changed = vi.fn();

function tells(name: string): void {
  form().dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

function isHeldBack(): boolean {
  return !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
  changed.mockReset();
  document.body.innerHTML = `<div data-autosave-words data-offline="Not sent yet"></div>
    <form data-values><input type="number" name="times" value="2"><button data-autosave-button>Keep</button>
    <p data-values-state></p></form>`;
  form().addEventListener("change", changed);
  startValues();
});
afterEach(() => vi.useRealTimers());

test("with a script there is no button to forget", () => {
  expect(document.querySelector<HTMLElement>("button")?.hidden).toBe(true);
});

test.each(["htmx:sendError", "htmx:responseError"])("after %s a value goes out again", async (failure) => {
  const page = vi.fn();
  document.addEventListener(failure, page, { once: true });
  tells(failure);
  expect(page).not.toHaveBeenCalled();
  expect(state()).toBe("Not sent yet");
  expect(isHeldBack()).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(changed).toHaveBeenCalledTimes(1);
  tells("htmx:beforeOnLoad");
  expect(isHeldBack()).toBe(false);
  window.dispatchEvent(new Event("online"));
  expect(changed).toHaveBeenCalledTimes(1);
  document.removeEventListener(failure, page);
});

test("what is on its way when the page goes is sent along with it, and what is kept is not", () => {
  const fetched = vi.fn().mockResolvedValue(new Response());
  vi.stubGlobal("fetch", fetched);
  const leave = () => window.dispatchEvent(new Event("pagehide"));
  leave();
  expect(fetched).not.toHaveBeenCalled();
  document.querySelector("input")?.dispatchEvent(new Event("input", { bubbles: true }));
  leave();
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(fetched.mock.calls[0]?.[1].body.get("times")).toBe("2");
  form().dispatchEvent(new CustomEvent("htmx:configRequest", { detail: { formData: new FormData() } }));
  tells("htmx:beforeOnLoad");
  leave();
  expect(fetched).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

test("what the browser cannot read is sent as something that no field can hold", () => {
  const sent = new FormData(form());
  const control = form().elements.namedItem("times") as HTMLInputElement;
  sayUnreadable(form(), sent);
  expect(sent.get("times")).toBe("2");
  Object.defineProperty(control, "validity", { value: { badInput: true } });
  sayUnreadable(form(), sent);
  expect(sent.get("times")).toBe("?");
});
