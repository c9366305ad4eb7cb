/** A stand-in server over an invented timetable, for the tests and the page of `dev.html` alone. */

import { type BoardApi, Refused, Unreachable } from "./api";
import type { Board, HandPlacing, Move, Place, Spot, Visit } from "./contract";
import { costAt, DAY_KEYS, FIRST, LAST, routineAt, sampleBoard, whyIllegal } from "./fixture";

/** A server in memory that keeps the contract: legal places, refusals with a sentence, undo and redo. */
export class SampleServer implements BoardApi {
  board: Board;
  /** Every call fails as a lost connection does while this is true. */
  offline = false;
  #past: Board[] = [];
  #future: Board[] = [];

  constructor(board: Board = sampleBoard()) {
    this.board = board;
  }

  async #answer<T>(make: () => T): Promise<T> {
    await Promise.resolve();
    if (this.offline) throw new Unreachable("The server did not answer. Check the connection.");
    return structuredClone(make());
  }

  #change(revision: number, change: (board: Board) => void): Promise<Board> {
    return this.#answer(() => {
      if (revision !== this.board.revision)
        throw new Refused("Somebody changed this timetable a moment ago.", structuredClone(this.board));
      const next = structuredClone(this.board);
      change(next);
      next.revision += 1;
      this.#past.push(this.board);
      this.#future = [];
      this.board = next;
      return next;
    });
  }

  #placesOf(visit: Visit, therapists: string[]): Place[] {
    const { board } = this;
    const rooms = board.rooms.map((r) => r.id);
    return therapists.flatMap((therapist) =>
      DAY_KEYS.flatMap((day) =>
        Array.from({ length: (LAST - FIRST) / 5 }, (_, i) => FIRST + i * 5).flatMap((start) =>
          [visit.place, ...(visit.mode === "pull_out" ? rooms.filter((r) => r !== visit.place) : [])].flatMap(
            (place): Place[] => {
              const spot: Spot = {
                day,
                start,
                place,
                mode: place.startsWith("room") ? "pull_out" : "push_in",
              };
              if (whyIllegal(board, { ...visit, therapist }, spot)) return [];
              return [{ ...spot, therapist, cost_change: costAt(board, spot) - costAt(board, visit) }];
            },
          ),
        ),
      ),
    );
  }

  #sessionOf(service: string, therapist: string): Visit {
    const unmet = this.board.unmet.find((u) => u.service === service);
    if (!unmet) throw new Refused("Nothing is left to place for this service.", null);
    const children = [{ service, name: unmet.child }];
    return {
      id: `new-${service}-${this.board.revision}`,
      therapist,
      day: "",
      start: 0,
      end: unmet.minutes,
      mode: "push_in",
      place: "class-1B",
      routine: "",
      children,
      pinned: false,
      changed: true,
    };
  }

  load = () => this.#answer(() => this.board);

  places = (visit: Visit) =>
    this.#answer(() => ({ places: this.#placesOf(visit, [visit.therapist]), reasons: {} }));

  placesFor = (service: string) =>
    this.#answer(() => {
      const discipline = this.board.unmet.find((u) => u.service === service)?.discipline;
      const therapists = this.board.therapists.filter((t) => t.discipline === discipline).map((t) => t.id);
      return { places: this.#placesOf(this.#sessionOf(service, ""), therapists), reasons: {} };
    });

  why = (id: string, spot: Spot) =>
    this.#answer(() => {
      const visit = this.board.visits.find((v) => v.id === id);
      const sentence = visit ? whyIllegal(this.board, visit, spot) : "";
      return sentence ? [sentence] : [];
    });

  move = ({ visit: id, ...spot }: Move, revision: number) =>
    this.#change(revision, (board) => {
      const visit = board.visits.find((v) => v.id === id);
      if (!visit) throw new Refused("This visit is gone.", structuredClone(this.board));
      const why = whyIllegal(board, visit, spot);
      if (why) throw new Refused(why, structuredClone(this.board));
      board.quality.cost += costAt(board, spot) - costAt(board, visit);
      const end = spot.start + visit.end - visit.start;
      Object.assign(visit, spot, { end, changed: true, routine: routineAt(board, spot)?.name ?? "" });
    });

  pin = (id: string, pinned: boolean, revision: number) =>
    this.#change(revision, (board) => {
      const visit = board.visits.find((v) => v.id === id);
      if (visit) visit.pinned = pinned;
    });

  place = ({ service, ...spot }: HandPlacing, revision: number) =>
    this.#change(revision, (board) => {
      const visit = { ...this.#sessionOf(service, spot.therapist), ...spot };
      visit.end = spot.start + visit.end;
      const why = whyIllegal(board, visit, spot);
      if (why) throw new Refused(why, structuredClone(this.board));
      visit.routine = routineAt(board, spot)?.name ?? "";
      board.visits.push(visit);
      board.quality.unmet_sessions -= 1;
      board.unmet = board.unmet.flatMap((u) =>
        u.service !== service ? [u] : u.sessions > 1 ? [{ ...u, sessions: u.sessions - 1 }] : [],
      );
    });

  undo = (revision: number) => this.#back(revision, this.#past, this.#future, "Nothing to undo.");
  redo = (revision: number) => this.#back(revision, this.#future, this.#past, "Nothing to do again.");

  #back(_revision: number, from: Board[], to: Board[], none: string): Promise<Board> {
    return this.#answer(() => {
      const back = from.pop();
      if (!back) throw new Refused(none, structuredClone(this.board));
      to.push(this.board);
      this.board = { ...back, revision: this.board.revision + 1 };
      return this.board;
    });
  }
}
