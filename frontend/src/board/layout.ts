/** Where everything on the board stands: staves, rows, lanes, bands and hours, as plain numbers.
 *
 * Lengths down the page are in rem, lengths along the day in five-minute steps of the cycle.
 */

import type { Available, Cycle, Lunch, Routine } from "./contract";

export interface Span {
  start: number;
  end: number;
}

/** Anything that takes up time in one row of one day. */
export interface Item extends Span {
  id: string;
  day: string;
  row: string;
}

export interface RowPlan {
  id: string;
  top: number;
  height: number;
  lanes: number;
}

export interface DayPlan {
  key: string;
  open: boolean;
  top: number;
  height: number;
  rows: RowPlan[];
}

export interface Plan {
  days: DayPlan[];
  height: number;
  /** The lane of each item that shares its row with another at the same moment; missing means 0. */
  lane: Map<string, number>;
}

interface Measures {
  head: number;
  lane: number;
  gap: number;
  label: number;
  foot: number;
  after: number;
}

/** The rhythm of the staves: a closed day at 18 px a row, an open one at 42 px, a phone with the name above its row. */
const MEASURES: Record<"closed" | "open" | "phone", Measures> = {
  closed: { head: 1.5, lane: 1.125, gap: 0.0625, label: 0, foot: 0.125, after: 0.875 },
  open: { head: 3.375, lane: 2.625, gap: 0.25, label: 0, foot: 0.5, after: 0.75 },
  phone: { head: 4, lane: 2.625, gap: 0.5, label: 1.375, foot: 0.625, after: 0 },
};

/** The first closed day also carries the names of the hours, so that they stand over the staves once. */
const HOURS_LINE = 0.375;

/** Puts overlapping items of one row and day into lanes, first come first served; returns the number of lanes. */
export function intoLanes(items: readonly Item[], lane: Map<string, number>): number {
  const freeFrom: number[] = [];
  for (const item of [...items].sort((a, b) => a.start - b.start || a.end - b.end)) {
    let mine = freeFrom.findIndex((free) => free <= item.start);
    if (mine < 0) mine = freeFrom.length;
    freeFrom[mine] = item.end;
    if (mine > 0) lane.set(item.id, mine);
  }
  return Math.max(1, freeFrom.length);
}

export interface PlanWish {
  days: readonly string[];
  rows: readonly string[];
  items: readonly Item[];
  open: ReadonlySet<string>;
  phone: boolean;
}

/** The whole board from top to bottom. On a phone `days` holds the one day that is shown. */
export function planBoard({ days, rows, items, open, phone }: PlanWish): Plan {
  const lane = new Map<string, number>();
  const cells = new Map<string, Item[]>();
  for (const item of items) {
    const key = `${item.day}|${item.row}`;
    const cell = cells.get(key);
    if (cell) cell.push(item);
    else cells.set(key, [item]);
  }
  let y = 0;
  const planned = days.map((key, index): DayPlan => {
    const isOpen = phone || open.has(key);
    const m = MEASURES[phone ? "phone" : isOpen ? "open" : "closed"];
    const top = y;
    y += m.head + (index === 0 && !isOpen ? HOURS_LINE : 0);
    const planRows = rows.map((id): RowPlan => {
      const lanes = intoLanes(cells.get(`${key}|${id}`) ?? [], lane);
      const row = { id, top: y + m.label, height: lanes * m.lane + (lanes - 1) * m.gap, lanes };
      y += m.label + row.height + m.gap;
      return row;
    });
    y += m.foot;
    const height = y - top;
    y += m.after;
    return { key, open: isOpen, top, height, rows: planRows };
  });
  return { days: planned, height: y, lane };
}

/** Top and height in rem of an item's own lane; null where its day or row is not shown. */
export function boxOf(
  plan: Plan,
  item: Pick<Item, "id" | "day" | "row">,
): { top: number; height: number } | null {
  const day = plan.days.find((d) => d.key === item.day);
  const row = day?.rows.find((r) => r.id === item.row);
  if (!day || !row) return null;
  const lane = Math.min(plan.lane.get(item.id) ?? 0, row.lanes - 1);
  const gap = MEASURES[day.open ? "open" : "closed"].gap;
  const height = (row.height - gap * (row.lanes - 1)) / row.lanes;
  return { top: row.top + lane * (height + gap), height };
}

/** The day at a height in rem; the margin under a day belongs to it, so that no movement falls between two. */
export function dayAt(plan: Plan, y: number): DayPlan | null {
  let found: DayPlan | null = null;
  for (const day of plan.days) if (day.top <= y) found = day;
  return found ?? plan.days[0] ?? null;
}

/** The row nearest to a height in rem. */
export function rowAt(day: DayPlan, y: number): RowPlan | null {
  let found: RowPlan | null = null;
  let off = Infinity;
  for (const row of day.rows) {
    const distance = y < row.top ? row.top - y : Math.max(0, y - row.top - row.height);
    if (distance < off) {
      off = distance;
      found = row;
    }
  }
  return found;
}

/** How many steps the drawn day has. */
export function stepCount(cycle: Cycle): number {
  return Math.max(1, Math.ceil((cycle.last - cycle.first) / cycle.step));
}

/** The moment at a share (0 to 1) of the drawn day, on the grid of the cycle. */
export function minuteAt(cycle: Cycle, share: number): number {
  const minute = cycle.first + share * stepCount(cycle) * cycle.step;
  return Math.round(minute / cycle.step) * cycle.step;
}

/** The full hours inside the drawn day. */
export function hoursOf(cycle: Cycle): number[] {
  const hours: number[] = [];
  for (let h = Math.ceil(cycle.first / 60) * 60; h < cycle.last; h += 60) hours.push(h);
  return hours;
}

/** A span cut to the drawn day; null where nothing of it is drawn. */
export function cut<S extends Span>(cycle: Cycle, span: S): S | null {
  const start = Math.max(cycle.first, span.start);
  const end = Math.min(cycle.last, span.end);
  return start < end ? { ...span, start, end } : null;
}

export interface Band extends Span {
  tone: "welcome" | "allowed" | "avoid" | "never";
  name: string;
}

/** A class's day as bands for one way of working; between two routines nothing is possible, so no band is drawn. */
export function bandsOf(
  routines: readonly Routine[],
  day: string,
  mode: "push_in" | "pull_out",
  cycle: Cycle,
): Band[] {
  return routines
    .filter((r) => r.day === day)
    .map((r) => cut(cycle, { start: r.start, end: r.end, tone: r[mode], name: r.name }))
    .filter((band) => band !== null)
    .sort((a, b) => a.start - b.start);
}

/** The parts of the drawn day in which none of the windows holds, e.g. a therapist who is elsewhere. */
export function outside(windows: readonly Available[], day: string, cycle: Cycle): Span[] {
  const gaps: Span[] = [];
  let free = cycle.first;
  for (const window of windows.filter((w) => w.day === day).sort((a, b) => a.start - b.start)) {
    if (window.start > free) gaps.push({ start: free, end: Math.min(window.start, cycle.last) });
    free = Math.max(free, window.end);
  }
  if (free < cycle.last) gaps.push({ start: free, end: cycle.last });
  return gaps.filter((gap) => gap.start < gap.end);
}

/** Where a therapist's lunch can be drawn: in the middle of the longest free stretch that the rule allows.
 *
 * Null where no lunch is due that day (the therapist comes too late or leaves too early) or where nothing is free.
 */
export function lunchOf(
  lunch: Lunch | null,
  windows: readonly Available[],
  day: string,
  busy: readonly Span[],
  step: number,
): Span | null {
  const today = windows.filter((w) => w.day === day);
  if (!lunch || today.length === 0) return null;
  const comes = Math.min(...today.map((w) => w.start));
  const goes = Math.max(...today.map((w) => w.end));
  if (comes > lunch.earliest || goes < lunch.latest) return null;
  let best: Span | null = null;
  let free = lunch.earliest;
  const consider = (end: number): void => {
    if (end - free >= lunch.minutes && (!best || end - free > best.end - best.start))
      best = { start: free, end };
  };
  for (const span of [...busy].sort((a, b) => a.start - b.start)) {
    if (span.end <= lunch.earliest || span.start >= lunch.latest) continue;
    consider(Math.min(span.start, lunch.latest));
    free = Math.max(free, span.end);
  }
  consider(lunch.latest);
  if (!best) return null;
  const stretch: Span = best;
  const slack = stretch.end - stretch.start - lunch.minutes;
  const start = stretch.start + Math.floor(slack / 2 / step) * step;
  return { start, end: start + lunch.minutes };
}
