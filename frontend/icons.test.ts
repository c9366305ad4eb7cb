import { expect, test } from "vitest";
import { markup } from "./icons.ts";

test("an icon's nodes are written in order, attributes quoted", () => {
  expect(
    markup([
      ["path", { d: "M5 12h14" }],
      ["circle", { cx: "12", cy: "12", r: "3" }],
    ]),
  ).toBe('<path d="M5 12h14"/><circle cx="12" cy="12" r="3"/>');
});
