/** Which visit the arrow keys reach next: along the row in time, up and down over rows and days. */

import type { Item } from "./layout";

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";

export function isArrow(key: string): key is Arrow {
  return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key);
}

/** The neighbour of an item; null at the edge of the board. Up and down look for the item nearest in time. */
export function neighbour<I extends Item>(
  items: readonly I[],
  from: I,
  key: Arrow,
  rows: readonly string[],
  days: readonly string[],
): I | null {
  const inRow = (day: string | undefined, row: string | undefined) =>
    items
      .filter((i) => i.day === day && i.row === row)
      .sort((a, b) => a.start - b.start || a.id.localeCompare(b.id));
  const mine = inRow(from.day, from.row);
  const here = mine.findIndex((i) => i.id === from.id);
  if (key === "Home") return mine[0] ?? null;
  if (key === "End") return mine.at(-1) ?? null;
  if (key === "ArrowLeft") return mine[here - 1] ?? null;
  if (key === "ArrowRight") return mine[here + 1] ?? null;

  const direction = key === "ArrowUp" ? -1 : 1;
  let at = days.indexOf(from.day) * rows.length + rows.indexOf(from.row) + direction;
  for (; at >= 0 && at < days.length * rows.length; at += direction) {
    const cell = inRow(days[Math.floor(at / rows.length)], rows[at % rows.length]);
    const off = (i: I) => Math.abs(i.start - from.start);
    const [found] = cell.sort((a, b) => off(a) - off(b));
    if (found) return found;
  }
  return null;
}
