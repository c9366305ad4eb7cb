/** What a key does on a visit: free, it moves the focus, picks up, pins; held, it moves the visit. */

import { isArrow, neighbour } from "./roving";
import type { InRow } from "./rows";
import type { BoardState } from "./state.svelte";

export interface Press {
  key: string;
  shiftKey: boolean;
}

/** The deed of a key pressed on a visit in one of its rows; null where the key means nothing here. */
export function deedOf(press: Press, memory: BoardState, item: InRow): (() => unknown) | null {
  const pulls = press.shiftKey && isArrow(press.key);
  if (pulls && memory.editable) return () => memory.keepLength(item.visit);
  return memory.held ? heldDeed(press.key, memory) : freeDeed(press.key, memory, item);
}

function freeDeed(key: string, memory: BoardState, item: InRow): (() => unknown) | null {
  if (isArrow(key)) {
    return () => {
      const rows = memory.shown.rows.map((r) => r.id);
      const items = memory.shown.items.filter((i) => rows.includes(i.row));
      const from = items.find((i) => i.id === item.id);
      const next = from && neighbour(items, from, key, rows, memory.dayKeys);
      if (next) memory.focus(next.visit, next.id);
    };
  }
  if (!memory.editable) return null;
  switch (key.toLowerCase()) {
    case "enter":
      return () => memory.pickUp(item.visit);
    case "p":
      return () => memory.pin(item.visit);
    case "m":
      return () => {
        memory.listOpen = memory.pickUp(item.visit);
      };
    default:
      return null;
  }
}

function heldDeed(key: string, memory: BoardState): (() => unknown) | null {
  const step = (axis: "time" | "day", direction: -1 | 1) => () => {
    memory.step(axis, direction);
    memory.reveal();
  };
  switch (key) {
    case "ArrowLeft":
      return step("time", -1);
    case "ArrowRight":
      return step("time", 1);
    case "ArrowUp":
      return step("day", -1);
    case "ArrowDown":
      return step("day", 1);
    case "Enter":
      return () => memory.putDown();
    case "Escape":
      return () => memory.putBack();
    case "m":
    case "M":
      return () => {
        memory.listOpen = true;
      };
    default:
      return null;
  }
}
