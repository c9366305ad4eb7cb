/** Time sampling: which interval is asked about at a moment. Reckoned from moments, so that a locked screen loses none. */
import type { Measure } from "./contract";

/** A span that is watched in intervals: when it began, and the entry that answered each interval. */
export interface Sampling {
  since: number;
  every: number;
  coded: Record<number, string>;
}

export interface Asked {
  /** The interval's number from 0; null while nothing can be said yet. */
  interval: number | null;
  yes: boolean;
  no: boolean;
  /** Of the interval that runs. */
  secondsLeft: number;
  /** How many are over, and how many of them nobody coded: missing, not "no". */
  over: number;
  missing: number;
}

/** The interval just over is asked about until the next is over. Before that, "at any moment" can already be seen and
 * "all through" already be lost. A momentary look is at the interval's end.
 */
export function asked(measure: Measure, sampling: Sampling, now: number): Asked {
  const length = sampling.every * 1000;
  const passed = Math.max(0, now - sampling.since);
  const over = Math.floor(passed / length);
  const secondsLeft = Math.ceil((length * (over + 1) - passed) / 1000);
  const isCoded = (interval: number) => interval in sampling.coded;
  let missing = 0;
  for (let interval = 0; interval < over - 1; interval++) if (!isCoded(interval)) missing += 1;
  const base = { secondsLeft, over, missing };
  if (over > 0 && !isCoded(over - 1)) return { ...base, interval: over - 1, yes: true, no: true };
  const early = !isCoded(over);
  if (measure === "partial_interval" && early) return { ...base, interval: over, yes: true, no: false };
  if (measure === "whole_interval" && early) return { ...base, interval: over, yes: false, no: true };
  return { ...base, interval: null, yes: false, no: false };
}

/** The moment at which the next interval is over. */
export function nextCue(sampling: Sampling, now: number): number {
  const length = sampling.every * 1000;
  return sampling.since + length * (Math.floor(Math.max(0, now - sampling.since) / length) + 1);
}
