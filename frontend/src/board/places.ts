/** Choosing among the places a visit may go: which comes next, which is nearest, which are drawn. */

import type { Cycle, Place, Spot } from "./contract";
import type { Span } from "./layout";

/** The name of a spot in the server's list of reasons. */
export function spotKey(spot: Spot): string {
  return `${spot.day}|${spot.start}|${spot.mode}|${spot.place}`;
}

export function sameSpot(a: Spot, b: Spot): boolean {
  return a.day === b.day && a.start === b.start && a.mode === b.mode && a.place === b.place;
}

/** Cheapest first; equal costs in the order of the cycle. `days` are the keys of the cycle in order. */
export function byCost<P extends Place>(places: readonly P[], days: readonly string[]): P[] {
  return [...places].sort((a, b) => a.cost_change - b.cost_change || inTime(a, b, days));
}

function inTime(a: Place, b: Place, days: readonly string[]): number {
  return (
    days.indexOf(a.day) - days.indexOf(b.day) || a.start - b.start || a.therapist.localeCompare(b.therapist)
  );
}

/** The cheapest of the places that differ only in mode and place, for each moment and therapist, in time. */
export function onePerMoment(places: readonly Place[], days: readonly string[]): Place[] {
  const best = new Map<string, Place>();
  for (const place of places) {
    const key = `${place.day}|${place.start}|${place.therapist}`;
    const known = best.get(key);
    if (!known || place.cost_change < known.cost_change) best.set(key, place);
  }
  return [...best.values()].sort((a, b) => inTime(a, b, days));
}

/** The next place of the same day, earlier (-1) or later (1); null at the end of the day. */
export function alongTime(
  places: readonly Place[],
  from: Spot & { therapist: string },
  direction: -1 | 1,
): Place | null {
  const sameDay = onePerMoment(
    places.filter((p) => p.day === from.day),
    [from.day],
  );
  const beyond = sameDay.filter((p) => {
    const ahead = p.start - from.start || p.therapist.localeCompare(from.therapist);
    return direction > 0 ? ahead > 0 : ahead < 0;
  });
  return (direction > 0 ? beyond[0] : beyond.at(-1)) ?? null;
}

/** The place of the next day (or the one before) that has any, nearest to the same time; null where none follows. */
export function alongDays(
  places: readonly Place[],
  from: Spot & { therapist: string },
  direction: -1 | 1,
  days: readonly string[],
): Place | null {
  for (let i = days.indexOf(from.day) + direction; i >= 0 && i < days.length; i += direction) {
    const found = nearest(
      places,
      { day: days[i] ?? "", start: from.start, therapist: from.therapist },
      Infinity,
    );
    if (found) return found;
  }
  return null;
}

export type Axis = "time" | "day";

/** The first spot that a step by key passes over: the next moment of the grid, or the same time on the next day.
 *
 * Null where the step lands there, or where nothing of the timetable lies that way.
 */
export function passedOver<S extends Spot>(
  from: S,
  to: Spot | null,
  { axis, direction, minutes, cycle }: { axis: Axis; direction: -1 | 1; minutes: number; cycle: Cycle },
): S | null {
  const days = cycle.days.map((d) => d.key);
  const day = axis === "day" ? days[days.indexOf(from.day) + direction] : from.day;
  const start = axis === "time" ? from.start + direction * cycle.step : from.start;
  if (day === undefined || start < cycle.first || start + minutes > cycle.last) return null;
  return to?.day === day && to.start === start ? null : { ...from, day, start };
}

export interface Aim {
  day: string;
  start: number;
  therapist?: string | undefined;
  place?: string | undefined;
}

/** The place of that day at most `within` minutes from the aim: first the aimed row, then the nearer, then the cheaper. */
export function nearest(places: readonly Place[], aim: Aim, within: number): Place | null {
  const off = (p: Place) => Math.abs(p.start - aim.start);
  const strays = (p: Place) =>
    Number(
      (aim.therapist !== undefined && aim.therapist !== p.therapist) ||
        (aim.place !== undefined && aim.place !== p.place),
    );
  const [best] = places
    .filter((p) => p.day === aim.day && off(p) <= within)
    .sort((a, b) => strays(a) - strays(b) || off(a) - off(b) || a.cost_change - b.cost_change);
  return best ?? null;
}

/** The places drawn as slots: the cheapest of every row and day that do not cover one another, nor the spot `left`. */
export function slotsOf(
  places: readonly Place[],
  minutes: number,
  days: readonly string[],
  rowOf: (place: Spot & { therapist: string }) => string,
  left: (Spot & { therapist: string }) | null = null,
): Place[] {
  const taken = new Map<string, Span[]>();
  if (left) taken.set(`${left.day}|${rowOf(left)}`, [{ start: left.start, end: left.start + minutes }]);
  const drawn: Place[] = [];
  for (const place of byCost(places, days)) {
    const key = `${place.day}|${rowOf(place)}`;
    const spans = taken.get(key) ?? [];
    const end = place.start + minutes;
    if (spans.some((s) => s.start < end && place.start < s.end)) continue;
    spans.push({ start: place.start, end });
    taken.set(key, spans);
    drawn.push(place);
  }
  return drawn;
}

export interface Rail extends Span {
  day: string;
  row: string;
}

/** All time that some place covers, merged: the line that shows how far a slot may slide. */
export function railsOf(places: readonly Place[], minutes: number, rowOf: (place: Place) => string): Rail[] {
  const rails: Rail[] = [];
  const open = new Map<string, Rail>();
  for (const place of [...places].sort((a, b) => a.start - b.start)) {
    const row = rowOf(place);
    const key = `${place.day}|${row}`;
    const last = open.get(key);
    const end = place.start + minutes;
    if (last && place.start <= last.end) last.end = Math.max(last.end, end);
    else {
      const rail = { day: place.day, row, start: place.start, end };
      open.set(key, rail);
      rails.push(rail);
    }
  }
  return rails;
}
