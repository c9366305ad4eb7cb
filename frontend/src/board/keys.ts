/** What a key does on a visit: free, it moves the focus, picks up, pins; held, it moves the visit. */

import type { Visit } from "./contract";
import { isArrow, neighbour } from "./roving";
import type { BoardState } from "./state.svelte";

/** The deed of a key pressed on a visit; null where the key means nothing here. */
export function deedOf(key: string, memory: BoardState, visit: Visit): (() => unknown) | null {
  return memory.held ? heldDeed(key, memory) : freeDeed(key, memory, visit);
}

function freeDeed(key: string, memory: BoardState, visit: Visit): (() => unknown) | null {
  if (isArrow(key)) {
    return () => {
      const rows = memory.rows.map((r) => r.id);
      const items = memory.items.filter((i) => rows.includes(i.row));
      const from = items.find((i) => i.id === visit.id);
      const next = from && neighbour(items, from, key, rows, memory.dayKeys);
      if (next) memory.focus(next.id);
    };
  }
  if (!memory.editable) return null;
  switch (key.toLowerCase()) {
    case "enter":
      return () => memory.pickUp(visit.id);
    case "p":
      return () => memory.pin(visit.id);
    case "m":
      return () => {
        memory.listOpen = memory.pickUp(visit.id);
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
