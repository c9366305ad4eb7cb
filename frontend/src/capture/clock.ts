/** The device's clock, how far off it is known to be, and moments as they are written. */

const KEPT = "alongside-skew";

export class DeviceClock {
  /** Seconds that the server's clock is ahead of this one; null until the server has said its time. */
  skew: number | null;
  #last = 0;

  constructor(
    private readonly store: Pick<Storage, "getItem" | "setItem"> = localStorage,
    private readonly time: () => number = Date.now,
  ) {
    const kept = store.getItem(KEPT);
    this.skew = kept === null ? null : Number(kept);
  }

  now(): number {
    return this.time();
  }

  /** The moment as the server would say it, in milliseconds. */
  corrected(): number {
    return this.now() + (this.skew ?? 0) * 1000;
  }

  /** A number that rises with each entry, also within one millisecond and when the clock is set back. */
  next(): number {
    this.#last = Math.max(this.#last + 1, this.now());
    return this.#last;
  }

  /** Learns from an answer: the server wrote `server_now` somewhere between the asking and the answer. */
  learn(serverNow: string, askedAt: number): void {
    const halfway = (askedAt + this.now()) / 2;
    const skew = Math.round((Date.parse(serverNow) - halfway) / 100) / 10;
    if (Number.isNaN(skew)) return;
    this.skew = skew;
    this.store.setItem(KEPT, String(skew));
  }
}

const two = (n: number) => String(n).padStart(2, "0");

/** 2026-11-24T09:21:07.250+08:00, in the zone of this device. */
export function iso(moment: number): string {
  const when = new Date(moment);
  const offset = -when.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return new Date(moment + offset * 60_000).toISOString().replace("Z", zone);
}

/** How many minutes ahead of UTC a written moment's zone is; null where it does not say. */
export function zoneOf(written: string): number | null {
  if (written.endsWith("Z")) return 0;
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(written) ?? [];
  if (!sign) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Minutes since midnight, in a zone so many minutes ahead of UTC, or in this device's. */
export function minuteOf(moment: number, zone: number | null = null): number {
  const ahead = zone ?? -new Date(moment).getTimezoneOffset();
  return Math.floor(moment / 60_000 + ahead + 1440) % 1440;
}

/** 545 is 9:05. */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
}

/** "24 Nov", as the page's language writes it. */
export function shortDay(on: string): string {
  const language = document.documentElement.lang || "en-GB";
  return new Date(`${on}T12:00`).toLocaleDateString(language, { day: "numeric", month: "short" });
}

/** 402 seconds are 6:42. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${hours ? two(Math.floor(whole / 60) % 60) : Math.floor(whole / 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
