import { svelte } from "@sveltejs/vite-plugin-svelte";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";
import { captureShell } from "./capture-shell.ts";
import { icons } from "./icons.ts";
import { voicePictures } from "./voice-pictures.ts";

export default defineConfig({
  base: "/static/",
  plugins: [svelte(), tailwindcss(), icons(), voicePictures(), captureShell()],
  // Without it, Svelte resolves to its server half under vitest and cannot mount.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    target: "es2022",
    // A small font or picture must stay a file: the content security policy refuses data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        main: "src/main.ts",
        chinese: "src/chinese.css",
        tamil: "src/tamil.css",
        board: "src/board/main.ts",
        capture: "src/capture/main.ts",
      },
    },
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["fake-indexeddb/auto"],
    include: ["src/**/*.test.ts", "*.test.ts"],
  },
});
