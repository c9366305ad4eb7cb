/** What the board shows of a timetable: its rows for a view, and who is quiet under the filters. */

import type { Board, Child, Discipline, Spot, Visit } from "./contract";
import type { Item } from "./layout";
import { words } from "./words";

export type View = "therapist" | "class" | "room" | "child";

export interface Row {
  id: string;
  name: string;
  detail: string;
  discipline: Discipline | null;
  /** The class whose day lies under the row, if one does. */
  classroom: string | null;
}

/** A visit in one row; a visit with three children stands in the rows of all three. */
export interface InRow extends Item {
  visit: string;
}

export interface Filters {
  school: string;
  discipline: string;
  child: string;
}

/** What decides in which rows something stands. */
export type Standing = Pick<Visit, "therapist" | "place" | "children">;

/** The child, by id, that each service is for. */
export function childOfService(children: readonly Child[]): Map<string, string> {
  return new Map(children.flatMap((child) => child.services.map((service) => [service, child.id])));
}

/** The rows of a visit: its therapist's, its classroom's or room's, or those of its children. */
export function rowsAt(view: View, at: Standing, childOf: ReadonlyMap<string, string>): string[] {
  if (view === "therapist") return [at.therapist];
  if (view !== "child") return [at.place];
  return [...new Set(at.children.map((c) => childOf.get(c.service)).filter((row) => row !== undefined))];
}

/** A visit's items, one for each of its rows. Their ids stay while the visit moves. */
export function itemsOf(view: View, visit: Visit, childOf: ReadonlyMap<string, string>): InRow[] {
  const { id, day, start, end } = visit;
  return rowsAt(view, visit, childOf).map((row) => ({
    id: view === "child" ? `${id}:${row}` : id,
    visit: id,
    day,
    start,
    end,
    row,
  }));
}

/** The schools of the timetable, in the order in which its classes and rooms name them. */
export function schoolsOf(board: Board): string[] {
  return [...new Set([...board.classrooms, ...board.rooms].map((p) => p.school))];
}

function schoolOf(board: Board, place: string): string | undefined {
  return (board.classrooms.find((c) => c.id === place) ?? board.rooms.find((r) => r.id === place))?.school;
}

interface Wish {
  board: Board;
  view: View;
  filters: Filters;
  /** Where what is chosen or held stands or might go: such a class or room has a row in either view. */
  spots: readonly Spot[];
}

/** The rows of a view that the filters leave. */
export function rowsOf(wish: Wish): Row[] {
  if (wish.view === "therapist") return therapistRows(wish);
  if (wish.view === "child") return childRows(wish);
  return placeRows(wish, wish.view);
}

function therapistRows({ board, filters }: Wish): Row[] {
  return board.therapists
    .filter((t) => !filters.discipline || t.discipline === filters.discipline)
    .filter((t) => !filters.school || worksAt(board, t.id, filters.school))
    .map((t) => ({
      id: t.id,
      name: t.name,
      discipline: t.discipline,
      classroom: null,
      detail: words.ofVisits(
        board.visits.filter((v) => v.therapist === t.id).reduce((sum, v) => sum + v.end - v.start, 0),
      ),
    }));
}

function placeRows({ board, filters, spots }: Wish, view: "class" | "room"): Row[] {
  const asked = new Set(spots.map((s) => s.place));
  const several = schoolsOf(board).length > 1;
  const classrooms = board.classrooms
    .filter((c) => view === "class" || asked.has(c.id))
    .map((c) => ({ ...c, classroom: c.id }));
  const rooms = board.rooms
    .filter((r) => view === "room" || asked.has(r.id))
    .map((r) => ({ ...r, classroom: null }));
  return (view === "class" ? [...classrooms, ...rooms] : [...rooms, ...classrooms])
    .filter((p) => !filters.school || p.school === filters.school)
    .map(({ id, name, school, classroom }) => ({
      id,
      name,
      discipline: null,
      classroom,
      detail: several ? school : words.visitCount(board.visits.filter((v) => v.place === id).length),
    }));
}

/** By name; children of one name in the order of their classes. */
function childRows({ board, filters }: Wish): Row[] {
  const disciplines = new Map(board.therapists.map((t) => [t.id, t.discipline]));
  const wanted = folded(filters.child);
  const classes = board.classrooms.map((c) => c.id);
  const children = [...board.children].sort(
    (a, b) => a.name.localeCompare(b.name) || classes.indexOf(a.classroom) - classes.indexOf(b.classroom),
  );
  return children.flatMap((child): Row[] => {
    const visits = board.visits.filter((v) => v.children.some((c) => child.services.includes(c.service)));
    const unmet = board.unmet.filter((u) => child.services.includes(u.service));
    const classroom = board.classrooms.find((c) => c.id === child.classroom);
    const schools = [classroom?.school, ...visits.map((v) => schoolOf(board, v.place))];
    const treated = [...visits.map((v) => disciplines.get(v.therapist)), ...unmet.map((u) => u.discipline)];
    const left =
      (!wanted || folded(child.name).includes(wanted)) &&
      (!filters.school || schools.includes(filters.school)) &&
      (!filters.discipline || treated.some((discipline) => discipline === filters.discipline));
    if (!left) return [];
    const detail = [classroom?.name, words.visitCount(visits.length)].filter(Boolean).join(", ");
    return [{ id: child.id, name: child.name, discipline: null, classroom: child.classroom, detail }];
  });
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
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").trim();
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
