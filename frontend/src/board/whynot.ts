/** What the board itself can see against a spot, so that a drag is answered at once.
 *
 * The rules are the server's; where nothing is visible here, its answer to the move names the rule.
 */

import type { Board, Spot, Visit } from "./contract";
import { words } from "./words";

/** A sentence that says why the visit cannot stand there, as far as the board shows it. */
export function whyNot(board: Board, visit: Visit, spot: Spot): string {
  const start = spot.start;
  const end = start + visit.end - visit.start;
  const { cycle } = board;
  const overlaps = (s: { start: number; end: number }) => s.start < end && start < s.end;
  const day = cycle.days.find((d) => d.key === spot.day)?.name ?? spot.day;
  const therapist = board.therapists.find((t) => t.id === visit.therapist);
  const name = therapist?.name ?? "";
  if (start < cycle.first || end > cycle.last) return words.why.offDay;
  if (!therapist?.available.some((w) => w.day === spot.day && w.start <= start && end <= w.end))
    return words.why.away(name, day);

  const others = board.visits.filter((v) => v.id !== visit.id && v.day === spot.day && overlaps(v));
  const own = others.find((v) => v.therapist === visit.therapist);
  if (own) return words.why.busy(name, placeName(board, own), own.start, own.end);
  const task = board.tasks.find((t) => t.therapist === visit.therapist && t.day === spot.day && overlaps(t));
  if (task) return words.why.busy(name, task.name, task.start, task.end);

  const room = placeName(board, spot);
  const classroom = board.classrooms.find((c) => c.id === spot.place);
  if (classroom && spot.mode === "push_in") {
    const routines = classroom.routines.filter((r) => r.day === spot.day && overlaps(r));
    const never = routines.find((r) => r.push_in === "never");
    if (never) return words.why.never(room, never.name);
    const covered = routines.reduce((sum, r) => sum + Math.min(r.end, end) - Math.max(r.start, start), 0);
    if (covered < end - start) return words.why.noRoutine(room);
  }
  const guest = others.find((v) => v.place === spot.place);
  if (guest) {
    const who = board.therapists.find((t) => t.id === guest.therapist)?.name ?? "";
    return words.why.taken(room, who);
  }
  return words.why.unknown;
}

/** The name of the classroom or room of a spot. */
export function placeName(board: Board, spot: Pick<Spot, "mode" | "place">): string {
  const list = spot.mode === "push_in" ? board.classrooms : board.rooms;
  return list.find((p) => p.id === spot.place)?.name ?? spot.place;
}

/** The routine that a class is in at that spot; empty outside every routine and in a room. */
export function routineName(board: Board, spot: Spot): string {
  const classroom = spot.mode === "push_in" ? board.classrooms.find((c) => c.id === spot.place) : undefined;
  return (
    classroom?.routines.find((r) => r.day === spot.day && r.start <= spot.start && spot.start < r.end)
      ?.name ?? ""
  );
}
