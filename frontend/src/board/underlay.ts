/** What lies under the visits of one day, row by row: who is away, lunches, other work, each class's own bands. */

import type { Board } from "./contract";
import { type Band, bandsOf, cut, lunchOf, outside, type Span } from "./layout";
import type { Row, View } from "./rows";

export interface Underlay {
  bands: Map<string, Band[]>;
  away: Map<string, Span[]>;
  lunches: Map<string, Span>;
  tasks: (Span & { id: string; name: string; row: string })[];
}

interface Wish {
  board: Board;
  view: View;
  rows: readonly Row[];
  day: string;
  /** The school that the reader chose; empty for all. A therapist who is at another one is away. */
  school: string;
  /** The rows in which the held visit may stand; only they also show when nobody may come. */
  heldRows: ReadonlySet<string>;
}

export function underlayOf({ board, view, rows, day, school, heldRows }: Wish): Underlay {
  const under: Underlay = { bands: new Map(), away: new Map(), lunches: new Map(), tasks: [] };
  const { cycle } = board;
  if (view !== "therapist") {
    for (const row of rows) {
      const routines = board.classrooms.find((c) => c.id === row.classroom)?.routines ?? [];
      const shown = bandsOf(routines, day, "push_in", cycle).filter(
        (band) => band.tone === "welcome" || (band.tone === "never" && heldRows.has(row.id)),
      );
      under.bands.set(row.id, shown);
    }
    return under;
  }
  const tasks = board.tasks.filter((t) => t.day === day);
  const visits = board.visits.filter((v) => v.day === day);
  for (const row of rows) {
    const therapist = board.therapists.find((t) => t.id === row.id);
    if (!therapist) continue;
    const windows = therapist.available.filter((w) => !school || !w.school || w.school === school);
    under.away.set(row.id, outside(windows, day, cycle));
    const busy = [...visits, ...tasks].filter((b) => b.therapist === row.id);
    const lunch = lunchOf(therapist.lunch, therapist.available, day, busy, cycle.step);
    const seen = lunch && cut(cycle, lunch);
    if (seen) under.lunches.set(row.id, seen);
  }
  under.tasks = tasks.flatMap((task) => {
    const seen = cut(cycle, { start: task.start, end: task.end });
    return seen ? [{ ...seen, id: task.id, name: task.name, row: task.therapist }] : [];
  });
  return under;
}
