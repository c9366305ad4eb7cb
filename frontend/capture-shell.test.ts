import { inflateSync } from "node:zlib";
import type { Rolldown } from "vite";
import { expect, test } from "vitest";
import { icon } from "./capture-icons.ts";
import { captureManifest, filesOf, packedScripts } from "./capture-shell.ts";

const chunk = (fileName: string, also: object = {}) => ({
  type: "chunk",
  fileName,
  isEntry: false,
  facadeModuleId: null,
  imports: [],
  dynamicImports: [],
  code: `// ${fileName}`,
  ...also,
});

const bundle = Object.fromEntries(
  [
    chunk("page.js", {
      isEntry: true,
      facadeModuleId: "/src/capture/main.ts",
      imports: ["shared.js"],
      viteMetadata: { importedCss: new Set(["page.css"]) },
    }),
    chunk("shared.js", { imports: ["page.js"] }),
    chunk("board.js", { isEntry: true, facadeModuleId: "/src/board/main.ts" }),
  ].map((part) => [part.fileName, part]),
) as unknown as Rolldown.OutputBundle;

test("the worker keeps what the page loads, each once, and nothing of another page", () => {
  expect(filesOf(bundle, ["src/capture/main.ts"])).toEqual(["page.css", "page.js", "shared.js"]);
});

test("only scripts are weighed", () => {
  const both = packedScripts(bundle, ["page.css", "page.js", "shared.js"]);
  expect(both).toBe(packedScripts(bundle, ["page.js"]) + packedScripts(bundle, ["shared.js"]));
  expect(both).toBeGreaterThan(0);
});

test("the page installs under its own scope, with icons that may be cut and icons that may not", () => {
  const manifest = JSON.parse(captureManifest()) as {
    scope: string;
    icons: { purpose: string; sizes: string }[];
  };
  expect(manifest.scope).toBe("/capture/");
  expect(manifest.icons.map(({ purpose, sizes }) => `${purpose} ${sizes}`)).toEqual([
    "any 192x192",
    "maskable 192x192",
    "any 512x512",
    "maskable 512x512",
  ]);
});

/** The colour at a place of an icon without filters, as red, green, blue, alpha. */
function colourAt(picture: Buffer, size: number, x: number, y: number): number[] {
  const start = picture.indexOf("IDAT") + 4;
  const rows = inflateSync(picture.subarray(start, start + picture.readUInt32BE(start - 8)));
  const at = y * (size * 4 + 1) + 1 + x * 4;
  return [...rows.subarray(at, at + 4)];
}

test("an icon is a PNG of its size; its corners are clear where they are round, and paper where it is cut", () => {
  const [round, full] = [false, true].map((cut) => icon(48, cut, "#f6f4ef", "#005a55", "#f2b347"));
  if (!round || !full) throw new Error("two were drawn");
  expect(round.subarray(1, 4).toString()).toBe("PNG");
  expect([round.readUInt32BE(16), round.readUInt32BE(20)]).toEqual([48, 48]);
  expect(colourAt(round, 48, 0, 0)[3]).toBe(0);
  expect(colourAt(full, 48, 0, 0)).toEqual([0xf6, 0xf4, 0xef, 255]);
  expect(colourAt(full, 48, 18, 24)).toEqual([0x00, 0x5a, 0x55, 255]);
});
