/** The present moment, for everything on the page that moves with it. */
import type { DeviceClock } from "./clock";

const STEP_MS = 500;

export class Ticker {
  now = $state(0);
  #handle: ReturnType<typeof setInterval>;

  constructor(private readonly clock: DeviceClock) {
    this.now = clock.now();
    this.#handle = setInterval(() => this.tick(), STEP_MS);
  }

  tick(): void {
    this.now = this.clock.now();
  }

  stop(): void {
    clearInterval(this.#handle);
  }
}
