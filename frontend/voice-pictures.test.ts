import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DRAWN, drawn } from "./voice-pictures.ts";

test("each picture of the child’s voice is in the set, and its ids are its own", () => {
  const bodies = drawn();
  expect(Object.keys(bodies)).toHaveLength(12);
  const ids: string[] = [];
  for (const body of Object.values(bodies)) {
    expect(body).toContain("<path");
    expect(body).not.toMatch(/style=|<script/);
    ids.push(...[...body.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id ?? ""));
  }
  expect(new Set(ids).size).toBe(ids.length);
});

test("the server draws the same ones", () => {
  const choices = readFileSync("../alongside/capture/choices.py", "utf8");
  for (const [key, name] of Object.entries(DRAWN)) {
    expect(choices).toContain(`VoicePicture.${key.toUpperCase()}: "${name}"`);
  }
});
