/** Takes the pictures of the child's own voice out of the symbol set when the page is built, as the markup inside
 * their <svg>: OpenMoji, CC BY-SA 4.0, which the page says beside them. None of them is in this repository. */
import { createRequire } from "node:module";
import type { Plugin } from "vite";

/** What a child chooses, and the picture for it: `DRAWN` of `capture/choices.py` says the same. */
export const DRAWN = {
  friend: "people-holding-hands",
  adult: "teacher",
  break: "person-in-lotus-position",
  quiet: "shushing-face",
  moving: "person-running",
  looking: "open-book",
  noise: "loudspeaker",
  waiting: "hourglass-not-done",
  people: "busts-in-silhouette",
  tricky: "thinking-face",
  tired: "yawning-face",
  changed: "shuffle-tracks-button",
} as const;

const NAME = "virtual:voice-pictures";

interface IconSet {
  icons: Record<string, { body: string }>;
}

export function drawn(): Record<string, string> {
  const { icons } = createRequire(import.meta.url)("@iconify-json/openmoji/icons.json") as IconSet;
  return Object.fromEntries(
    Object.entries(DRAWN).map(([key, name]) => {
      const body = icons[name]?.body;
      if (!body) throw new Error(`The symbol set has no picture “${name}”.`);
      return [key, body];
    }),
  );
}

export function voicePictures(): Plugin {
  return {
    name: "alongside-voice-pictures",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export const pictures = ${JSON.stringify(drawn())};` : null),
  };
}
