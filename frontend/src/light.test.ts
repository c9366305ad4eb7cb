import { beforeEach, expect, test } from "vitest";
import { followLight } from "./light";

beforeEach(() => localStorage.clear());

function root(theme: string, kept = false): HTMLElement {
  const element = document.createElement("html");
  if (theme) element.dataset.theme = theme;
  if (kept) element.dataset.kept = "";
  return element;
}

test("a kept page takes the light of the last page that the server wrote", () => {
  followLight(root("alongside-dark"));
  const kept = root("alongside", true);
  followLight(kept);
  expect(kept.dataset.theme).toBe("alongside-dark");
  followLight(root(""));
  const system = root("alongside", true);
  followLight(system);
  expect(system.dataset.theme).toBeUndefined();
});

test("a kept page that is the first to be opened stays as it was written", () => {
  const kept = root("alongside-dark", true);
  followLight(kept);
  expect(kept.dataset.theme).toBe("alongside-dark");
});

test("a switch on a page is remembered for the kept one", async () => {
  const page = root("alongside");
  followLight(page);
  page.dataset.theme = "alongside-dark";
  await new Promise((done) => setTimeout(done, 0));
  const kept = root("", true);
  followLight(kept);
  expect(kept.dataset.theme).toBe("alongside-dark");
});
