import { beforeEach, expect, test, vi } from "vitest";
import { start } from "./page.ts";

const sent = vi.fn((_url: string, _options: RequestInit) => Promise.resolve(new Response()));
vi.stubGlobal("fetch", sent);
start();

beforeEach(() => {
  sent.mockClear();
  delete document.documentElement.dataset.theme;
  document.body.innerHTML = `
    <div id="messages"></div>
    <details data-menu open><summary>Rosa</summary>
      <form action="/theme/" method="post" data-theme-switch>
        <button name="theme" value="system" aria-pressed="true">System</button>
        <button name="theme" value="dark" aria-pressed="false">Dark</button>
      </form></details>
    <main><p>The page</p><button data-print>Print</button>
      <input id="address" value="https://example.org/week.ics"><button data-copy="#address">Copy</button></main>`;
});

const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();

test("a pressed light is shown at once and sent", () => {
  press('[value="dark"]');
  expect(document.documentElement.dataset.theme).toBe("alongside-dark");
  expect(document.querySelector('[value="dark"]')?.getAttribute("aria-pressed")).toBe("true");
  expect(document.querySelector('[value="system"]')?.getAttribute("aria-pressed")).toBe("false");
  expect(sent).toHaveBeenCalledOnce();
  expect((sent.mock.lastCall?.[1].body as FormData | undefined)?.get("theme")).toBe("dark");
});

test("system takes our choice away", () => {
  press('[value="dark"]');
  press('[value="system"]');
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test("a menu stays open for a press inside and closes for one elsewhere", () => {
  const menu = document.querySelector("details");
  press("form");
  expect(menu?.open).toBe(true);
  press("main p");
  expect(menu?.open).toBe(false);
});

test("Escape closes the menu and gives the focus back to its button", () => {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(document.querySelector("details")?.open).toBe(false);
  expect(document.activeElement).toBe(document.querySelector("summary"));
});

test("a print button prints", () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  press("[data-print]");
  expect(print).toHaveBeenCalledOnce();
});

test("a copied address is said", async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  press("[data-copy]");
  await vi.waitFor(() => expect(document.getElementById("messages")?.textContent).toBe("Copied."));
  expect(writeText).toHaveBeenCalledWith("https://example.org/week.ics");
});

test("a request that failed is said", () => {
  document.dispatchEvent(new CustomEvent("htmx:sendError"));
  expect(document.getElementById("messages")?.textContent).toContain("nothing has changed");
});
