/** Writes what makes the capture page installable and able to open without a network: `sw.js` with the list of its
 * files, and the manifest with our own icons. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { icon } from "./capture-icons.ts";

const BASE = "/static/";
const WORKER = "src/capture/worker.js";
/** The page itself: another shell is another build. */
const SHELL = "../alongside/portals/sync/templates/sync/capture.html";
const ENTRIES = ["src/main.ts", "src/capture/main.ts"];
/** Kept too: the letters that the interface is written in, and those of names. */
const FONTS = /^assets\/(atkinson-hyperlegible-next-latin|noto-sans-(latin-ext|vietnamese))-.*\.woff2$/;
const SIZES = [192, 512];
/** A school's network is slow: the page's scripts together, packed. */
const MOST_BYTES = 120 * 1024;
const PINE = "#005a55";
const PAPER = "#f6f4ef";

/** Every file that the entries load: scripts, what they import, and their styles. */
export function filesOf(bundle: Rolldown.OutputBundle, entries: readonly string[]): string[] {
  const files = new Set<string>();
  const walk = (name: string): void => {
    const part = bundle[name];
    if (part?.type !== "chunk" || files.has(name)) return;
    files.add(name);
    for (const styles of part.viteMetadata?.importedCss ?? []) files.add(styles);
    for (const next of [...part.imports, ...part.dynamicImports]) walk(next);
  };
  for (const part of Object.values(bundle))
    if (
      part.type === "chunk" &&
      part.isEntry &&
      entries.some((entry) => part.facadeModuleId?.endsWith(entry))
    )
      walk(part.fileName);
  return [...files].sort();
}

/** How large the scripts among these files are, packed as a server sends them. */
export function packedScripts(bundle: Rolldown.OutputBundle, files: readonly string[]): number {
  const sizes = files.map((name) => {
    const part = bundle[name];
    return part?.type === "chunk" ? gzipSync(part.code, { level: 9 }).length : 0;
  });
  return sizes.reduce((total, size) => total + size, 0);
}

export function captureManifest(): string {
  const icons = SIZES.flatMap((size) =>
    ["any", "maskable"].map((purpose) => ({
      src: `${BASE}capture-${purpose}-${size}.png`,
      sizes: `${size}x${size}`,
      type: "image/png",
      purpose,
    })),
  );
  return JSON.stringify({
    id: "/capture/",
    name: "Alongside: in class",
    short_name: "In class",
    description: "What you see in class, at one tap, also without a network.",
    start_url: "/capture/",
    scope: "/capture/",
    display: "standalone",
    background_color: PAPER,
    theme_color: PAPER,
    lang: "en-GB",
    icons,
  });
}

export function captureShell(): Plugin {
  return {
    name: "alongside-capture-shell",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const fonts = Object.keys(bundle).filter((name) => FONTS.test(name));
        const loaded = filesOf(bundle, ENTRIES);
        const packed = packedScripts(bundle, loaded);
        this.info(`The capture page loads ${(packed / 1024).toFixed(1)} KB of packed script.`);
        if (packed > MOST_BYTES) this.error(`That is more than the ${MOST_BYTES / 1024} KB it may be.`);
        const files = [...loaded, ...fonts.sort()].map((name) => BASE + name);
        const worker = readFileSync(WORKER, "utf8");
        const build = createHash("sha256");
        for (const part of [files.join("\n"), worker, readFileSync(SHELL, "utf8")]) build.update(part);
        const source = worker
          .replace("__FILES__", JSON.stringify(files))
          .replace("__BUILD__", JSON.stringify(build.digest("hex").slice(0, 12)));
        this.emitFile({ type: "asset", fileName: "sw.js", source });
        this.emitFile({ type: "asset", fileName: "capture.webmanifest", source: captureManifest() });
        for (const size of SIZES)
          for (const purpose of ["any", "maskable"] as const)
            this.emitFile({
              type: "asset",
              fileName: `capture-${purpose}-${size}.png`,
              source: icon(size, purpose === "maskable", PAPER, PINE, "#f2b347"),
            });
        this.emitFile({
          type: "asset",
          fileName: "capture-touch.png",
          source: icon(180, true, PAPER, PINE, "#f2b347"),
        });
      },
    },
  };
}
