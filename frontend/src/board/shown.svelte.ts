/** What is shown of the timetable under the reader's choices: its rows, what stands in them, who steps back. */

import type { Spot, Visit } from "./contract";
import {
  childOfService,
  type Filters,
  type InRow,
  itemsOf,
  quietVisits,
  rowsAt,
  rowsOf,
  type Standing,
  type View,
  visitsOfChild,
} from "./rows";
import type { Timetable } from "./timetable.svelte";

export class Shown {
  view = $state<View>("therapist");
  filters = $state<Filters>({ school: "", discipline: "", child: "" });

  constructor(
    readonly timetable: Timetable,
    /** Where what is chosen or held stands or might go. */
    readonly spots: () => readonly Spot[],
  ) {}

  board = $derived.by(() => this.timetable.board);
  /** The child that a service is for. */
  childOf = $derived.by(() => childOfService(this.board?.children ?? []));
  rows = $derived.by(() => {
    const { board, view, filters } = this;
    return board ? rowsOf({ board, view, filters, spots: this.spots() }) : [];
  });
  items = $derived.by(() => this.timetable.visits.flatMap((visit) => this.itemsOf(visit)));
  quiet = $derived.by(() =>
    this.board ? quietVisits(this.board, this.timetable.visits, this.filters) : new Set<string>(),
  );
  found = $derived.by(() =>
    visitsOfChild(this.timetable.visits, this.filters.child, this.board?.cycle.days.map((d) => d.key) ?? []),
  );

  rowsAt(at: Standing): string[] {
    return rowsAt(this.view, at, this.childOf);
  }

  itemsOf(visit: Visit): InRow[] {
    return itemsOf(this.view, visit, this.childOf);
  }

  /** Whether a visit stands among the rows of another view: in a room, or in a class. */
  lacks({ mode }: Visit): boolean {
    return this.view === (mode === "push_in" ? "room" : "class");
  }

  /** Classes and rooms have rows of the other kind while what is chosen or held may stand there. */
  get rowsComeAndGo(): boolean {
    return this.view === "class" || this.view === "room";
  }
}
