/** What the tests share: a browser's database in memory, and a page over the stand-in server. */
import { Capture } from "./capture.svelte";
import { DeviceClock } from "./clock";
import type { ObservationEntry } from "./contract";
import { type Database, openDatabase } from "./database";
import { samplePack } from "./fixture";
import { SampleServer } from "./fixture-server";
import { Outbox } from "./outbox";
import { importKey } from "./vault";

let opened = 0;

export function freshDatabase(): Database {
  opened += 1;
  return openDatabase(`test-${opened}`);
}

/** A clock that moves only when it is told to. */
export class HandClock extends DeviceClock {
  constructor(public moment = Date.parse("2026-11-24T09:20:00Z")) {
    super(localStorage, () => this.moment);
  }
}

/** One after the other, as the browser's locks do it; two pages over one lock are two tabs. */
export function oneLock(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (work) => {
    last = last.then(work, work);
    return last;
  };
}

/** Waiting that ends when it is told to. */
export class Waiting {
  pending: (() => void)[] = [];
  milliseconds: number[] = [];
  later = (work: () => void, milliseconds: number) => {
    this.pending.push(work);
    this.milliseconds.push(milliseconds);
    return () => {
      this.pending = this.pending.filter((each) => each !== work);
    };
  };
  pass(): void {
    const now = this.pending;
    this.pending = [];
    for (const work of now) work();
  }
}

export interface Page {
  capture: Capture;
  server: SampleServer;
  clock: HandClock;
  database: Database;
  waiting: Waiting;
}

/** A page; give it another's parts and it is that page reloaded, or another tab. */
export function page(
  parts: Partial<Omit<Page, "capture">> & { lock?: ReturnType<typeof oneLock> } = {},
): Page {
  const clock = parts.clock ?? new HandClock();
  const server = parts.server ?? new SampleServer(samplePack(clock.moment), () => clock.moment, clock);
  const database = parts.database ?? freshDatabase();
  const waiting = parts.waiting ?? new Waiting();
  const capture = new Capture({
    database,
    api: server,
    clock,
    deviceName: "Tablet",
    sending: { lock: parts.lock ?? oneLock(), later: waiting.later, chance: () => 1 },
  });
  return { capture, server, clock, database, waiting };
}

/** Until something is so; fails where it never is. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error("It never came to hold.");
}

export const KEY = btoa("0123456789abcdef0123456789abcdef");

export async function freshOutbox(
  database = freshDatabase(),
  device = "device-a",
  raw = KEY,
): Promise<Outbox> {
  return new Outbox(database, device, await importKey(raw));
}

export function anObservation(order: number, also: Partial<ObservationEntry> = {}): ObservationEntry {
  return {
    id: crypto.randomUUID(),
    kind: "observation",
    order,
    at: "2026-11-24T09:20:00.000+00:00",
    skew: null,
    visit: { id: "visit", series: null, on: "2026-11-24" },
    child: "mei-ling",
    goal: "goal",
    measure: "trials",
    value: { help: 0, word: "Alone" },
    routine_kind: "writing",
    setting: "in_class",
    adult: "therapist",
    material: "",
    words: "",
    is_second: false,
    source: "tapped",
    corrects: null,
    is_withdrawal: false,
    ...also,
  };
}
