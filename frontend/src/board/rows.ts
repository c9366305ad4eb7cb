/** What the board shows of a timetable: its rows for a view, and who is quiet under the filters. */

import type { Board, Discipline, Place, Visit } from "./contract";
import type { Item } from "./layout";
import { words } from "./words";

export type View = "therapist" | "class";

export interface Row {
  id: string;
  name: string;
  detail: string;
  discipline: Discipline | null;
}

export interface Filters {
  school: string;
  discipline: string;
  child: string;
}

/** The row of a visit or place: its therapist's, or the one of its classroom or room. */
export function rowOf(view: View, spot: { therapist: string; place: string }): string {
  return view === "therapist" ? spot.therapist : spot.place;
}

export function itemOf(view: View, visit: Visit): Item {
  return { id: visit.id, day: visit.day, start: visit.start, end: visit.end, row: rowOf(view, visit) };
}

/** The schools of the timetable, in the order in which its classes and rooms name them. */
export function schoolsOf(board: Board): string[] {
  return [...new Set([...board.classrooms, ...board.rooms].map((p) => p.school))];
}

function schoolOf(board: Board, place: string): string | undefined {
  return (board.classrooms.find((c) => c.id === place) ?? board.rooms.find((r) => r.id === place))?.school;
}

/** The rows of a view that the filters leave. Rooms have a row where a visit stands or might go. */
export function rowsOf(board: Board, view: View, filters: Filters, places: readonly Place[]): Row[] {
  if (view === "therapist") {
    return board.therapists
      .filter((t) => !filters.discipline || t.discipline === filters.discipline)
      .filter((t) => !filters.school || worksAt(board, t.id, filters.school))
      .map((t) => ({
        id: t.id,
        name: t.name,
        discipline: t.discipline,
        detail: words.ofVisits(
          board.visits.filter((v) => v.therapist === t.id).reduce((sum, v) => sum + v.end - v.start, 0),
        ),
      }));
  }
  const used = new Set([...board.visits.map((v) => v.place), ...places.map((p) => p.place)]);
  const several = schoolsOf(board).length > 1;
  return [...board.classrooms, ...board.rooms.filter((r) => used.has(r.id))]
    .filter((p) => !filters.school || p.school === filters.school)
    .map((p) => ({
      id: p.id,
      name: p.name,
      discipline: null,
      detail: several ? p.school : words.visitCount(board.visits.filter((v) => v.place === p.id).length),
    }));
}

function worksAt(board: Board, therapist: string, school: string): boolean {
  return (
    board.therapists.some(
      (t) => t.id === therapist && t.available.some((w) => !w.school || w.school === school),
    ) || board.visits.some((v) => v.therapist === therapist && schoolOf(board, v.place) === school)
  );
}

/** Lower case without accents, so that "Ngoc" finds Ngọc. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
}

/** The visits in which a child of that name takes part, in the order of the week; none for an empty name. */
export function visitsOfChild(visits: readonly Visit[], child: string, days: readonly string[]): Visit[] {
  const wanted = folded(child);
  if (!wanted) return [];
  return visits
    .filter((v) => v.children.some((c) => folded(c.name).includes(wanted)))
    .sort((a, b) => days.indexOf(a.day) - days.indexOf(b.day) || a.start - b.start);
}

/** The visits that step back under the filters: still drawn, since an empty-looking row would lie. */
export function quietVisits(board: Board, visits: readonly Visit[], filters: Filters): Set<string> {
  const wanted = folded(filters.child);
  const disciplines = new Map(board.therapists.map((t) => [t.id, t.discipline]));
  return new Set(
    visits
      .filter(
        (v) =>
          (wanted && !v.children.some((c) => folded(c.name).includes(wanted))) ||
          (filters.discipline && disciplines.get(v.therapist) !== filters.discipline) ||
          (filters.school && schoolOf(board, v.place) !== filters.school),
      )
      .map((v) => v.id),
  );
}

/** Keeps known visits in their old order and puts new ones last: the elements of the page never trade places. */
export function keepOrder(known: readonly string[], visits: readonly Visit[]): string[] {
  const now = new Set(visits.map((v) => v.id));
  const old = new Set(known);
  return [...known.filter((id) => now.has(id)), ...visits.map((v) => v.id).filter((id) => !old.has(id))];
}
