/** The hand over the board: turns where the pointer is into a day, a moment and a row, and opens the day it rests on. */

import type { Cycle } from "./contract";
import { startDrag } from "./drag";
import { dayAt, minuteAt, type Plan, rowAt } from "./layout";
import type { BoardState } from "./state.svelte";

/** How long a hand rests over a closed day until the day opens. */
const LINGER_MS = 500;

/** What the page looks like at this moment. */
export interface Scene {
  plane: HTMLElement;
  lanes: HTMLElement;
  scroller: HTMLElement | null;
  plan: Plan;
  cycle: Cycle;
  phone: boolean;
}

export class Hand {
  /** How far inside the carried thing the pointer holds it, in pixels. */
  #grip = 0;
  /** Over the name of a day, not over the board: letting go there keeps hold of what is held. */
  #onTab = false;
  #rest: { day: string; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(
    readonly memory: BoardState,
    readonly scene: () => Scene | null,
  ) {}

  /** Watches a pointer pressed on `handle`; `pick` takes the thing in hand, or says no. */
  press(event: PointerEvent, handle: HTMLElement, pick: () => boolean, grip: number): void {
    const { memory } = this;
    const letGo = (end: () => unknown) => () => {
      this.#restOver(null);
      memory.carried = false;
      if (!this.#onTab) end();
    };
    startDrag(event, handle, {
      pick: () => {
        this.#grip = grip;
        this.#onTab = false;
        memory.carried = pick();
        return memory.carried;
      },
      over: (x, y) => this.over(x, y),
      drop: letGo(() => memory.putDown()),
      cancel: () => {
        this.#onTab = false;
        letGo(() => memory.putBack())();
      },
      scroller: () => this.scene()?.scroller ?? null,
    });
  }

  /** The pointer is at this point of the window. */
  over(x: number, y: number): void {
    const scene = this.scene();
    if (!scene) return;
    const tab = document
      .elementsFromPoint(x, y)
      .map((element) => (element instanceof HTMLElement ? element.dataset.dayTab : undefined))
      .find((day) => day !== undefined);
    this.#onTab = tab !== undefined;
    if (tab !== undefined) {
      this.#restOver(tab);
      return;
    }

    const { plane, lanes, plan, cycle, phone } = scene;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const down = (y - plane.getBoundingClientRect().top) / rem;
    const day = dayAt(plan, down);
    if (!day) return;
    this.#restOver(day.open || phone ? null : day.key);
    const area = lanes.getBoundingClientRect();
    const minute = minuteAt(cycle, (x - this.#grip - area.left) / area.width);
    this.memory.aim(day.key, minute, rowAt(day, down)?.id ?? null);
  }

  #restOver(day: string | null): void {
    if (this.#rest?.day === day) return;
    if (this.#rest) clearTimeout(this.#rest.timer);
    const open = (key: string): void => {
      this.memory.openAlso(key);
      if (this.#onTab) this.memory.aimDay(key);
    };
    this.#rest = day === null ? null : { day, timer: setTimeout(() => open(day), LINGER_MS) };
  }
}
