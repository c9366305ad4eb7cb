/** What stands of the entries of a visit: nothing is ever changed, so undo and correction are entries too. */
import type { Child, Entry, MarkEntry, ObservationEntry, Visit } from "./contract";

export const isObservation = (entry: Entry): entry is ObservationEntry => entry.kind === "observation";
export const isMark = (entry: Entry): entry is MarkEntry => entry.kind === "mark";

/** Observations that no later entry of the same child takes back or takes the place of, oldest first. */
export function standing(entries: readonly Entry[]): ObservationEntry[] {
  const seen = entries.filter(isObservation);
  const replaced = new Set(seen.flatMap(({ corrects, child }) => (corrects ? [`${child}/${corrects}`] : [])));
  return seen
    .filter(({ id, child, is_withdrawal }) => !is_withdrawal && !replaced.has(`${child}/${id}`))
    .sort((a, b) => a.order - b.order);
}

/** The words about the visit and its children that no other entry takes back. */
function wordsThatStand(marks: readonly MarkEntry[]): MarkEntry[] {
  const unsaid = new Set(marks.filter(({ mark }) => mark === "unsaid").map(({ detail }) => detail.word));
  return marks.filter(({ id, mark }) => mark === "word" && !unsaid.has(id));
}

/** What undo takes back next, newest first: what was seen, that a child is away, and a word. */
export function undoable(entries: readonly Entry[]): Entry[] {
  const marks = entries.filter(isMark);
  const away = marks
    .filter(({ mark }) => mark === "away" || mark === "there")
    .sort((a, b) => a.order - b.order);
  const last = new Map(away.map((mark) => [mark.child, mark]));
  const stands = [...last.values()].filter(({ mark }) => mark === "away");
  return [...standing(entries), ...stands, ...wordsThatStand(marks)].sort((a, b) => b.order - a.order);
}

/** The visit as the pack says it, with what was marked here since. */
export interface Stands {
  outcome: string;
  role: string;
  /** By child; empty where it is there. */
  away: Record<string, string>;
}

/** `since` is the `order` from which marks are newer than the pack. */
export function stands(visit: Visit, entries: readonly Entry[], since: number): Stands {
  const now: Stands = {
    outcome: visit.outcome,
    role: visit.role,
    away: Object.fromEntries(visit.children.map((child: Child) => [child.id, child.away])),
  };
  const marks = entries.filter(isMark).filter(({ order }) => order >= since);
  for (const { mark, child, detail } of marks.sort((a, b) => a.order - b.order)) {
    if (mark === "held" || mark === "shortened" || mark === "missed") now.outcome = mark;
    else if (mark === "reopened") now.outcome = "";
    else if (mark === "role") now.role = String(detail.role ?? "");
    else if (mark === "away" && child) now.away[child] = String(detail.reason ?? "other");
    else if (mark === "there" && child) now.away[child] = "";
  }
  return now;
}
