/** The timetable as the server knows it, with the changes that are on their way to it. */

import { type BoardApi, Refused } from "./api";
import type { Board, Spot, Unmet, Visit } from "./contract";
import type { HeldSpot } from "./held";
import { sameSpot } from "./places";
import { keepOrder } from "./rows";
import { placeName, routineName } from "./whynot";
import { words } from "./words";

/** One change to send. */
export interface Change {
  ask: (revision: number) => Promise<Board>;
  /** Tells from a fresh board whether the change had arrived although its answer was lost. */
  arrived: (board: Board) => boolean;
  /** Shows the change on one visit before the server has answered. */
  ahead?: { id: string; shown: Partial<Visit> };
}

/** How a change ended: done, refused by a rule or by someone else's change, or lost on the way. */
export type Outcome =
  | { end: "done"; before: Board; after: Board }
  | { end: "refused" | "lost"; sentence: string };

export class Timetable {
  board = $state.raw<Board | null>(null);
  loadFailure = $state<string | null>(null);
  /** How many changes wait for their answer. */
  sending = $state(0);
  #order = $state.raw<string[]>([]);
  #ahead = $state.raw<ReadonlyMap<string, Partial<Visit>>>(new Map());
  #queue: Promise<unknown> = Promise.resolve();

  /** The visits as shown, in an order that never changes while they live. */
  visits = $derived.by((): Visit[] => {
    const byId = new Map(this.board?.visits.map((v) => [v.id, v]));
    return this.#order.flatMap((id) => {
      const visit = byId.get(id);
      return visit ? [{ ...visit, ...this.#ahead.get(id) }] : [];
    });
  });

  constructor(
    readonly api: BoardApi,
    /** Is told each board before it is shown. */
    readonly onboard: (board: Board) => void,
  ) {}

  dayName(key: string): string {
    return this.board?.cycle.days.find((d) => d.key === key)?.name ?? key;
  }

  therapistName(id: string): string {
    return this.board?.therapists.find((t) => t.id === id)?.name ?? id;
  }

  placeName(spot: Pick<Spot, "mode" | "place">): string {
    return this.board ? placeName(this.board, spot) : spot.place;
  }

  /** "Lim Wei Jie in 3A". */
  nameOf(visit: Visit): string {
    return words.where(this.therapistName(visit.therapist), this.placeName(visit));
  }

  /** "Tuesday 12:25, Centres", or the room; for a session that is placed by hand, with whom and whom it joins. */
  spotName(spot: HeldSpot, session: Unmet | null): string {
    const routine = this.board ? routineName(this.board, spot) : "";
    const where = spot.mode === "pull_out" ? this.placeName(spot) : routine;
    const at = words.at(this.dayName(spot.day), spot.start, where);
    if (!session) return at;
    const joined = this.joinedBy(spot, session)?.children.map((c) => c.name);
    return [at, this.therapistName(spot.therapist), joined && words.joining(joined.join(", "))]
      .filter(Boolean)
      .join(", ");
  }

  /** The visit that a session would join at a spot; null where it would be a visit of its own. */
  joinedBy(spot: HeldSpot, session: Unmet | null): Visit | null {
    if (!session) return null;
    return this.visits.find((v) => v.therapist === spot.therapist && sameSpot(v, spot)) ?? null;
  }

  async load(): Promise<void> {
    this.loadFailure = null;
    try {
      this.adopt(await this.api.load());
    } catch (failure) {
      this.loadFailure = sentenceOf(failure);
    }
  }

  adopt(board: Board): void {
    this.onboard(board);
    this.#order = keepOrder(this.#order, board.visits);
    this.board = board;
  }

  /** Sends a change once the one before it is answered. What was shown ahead of a refused change goes back. */
  send(change: Change): Promise<Outcome> {
    const { ahead } = change;
    if (ahead) this.#show(ahead.id, ahead.shown);
    this.sending += 1;
    const outcome = this.#queue.then(() => this.#send(change));
    this.#queue = outcome;
    return outcome;
  }

  async #send({ ask, arrived, ahead }: Change): Promise<Outcome> {
    const before = this.board;
    try {
      if (!before) return { end: "lost", sentence: words.noSuchBoard };
      const after = await ask(before.revision);
      this.#settle(ahead?.id, after);
      return { end: "done", before, after };
    } catch (failure) {
      if (failure instanceof Refused) {
        this.#settle(ahead?.id, failure.board);
        return { end: "refused", sentence: failure.message };
      }
      const now = await this.api.load().catch(() => null);
      this.#settle(ahead?.id, now);
      if (now && before && arrived(now)) return { end: "done", before, after: now };
      return { end: "lost", sentence: sentenceOf(failure) };
    } finally {
      this.sending -= 1;
    }
  }

  #show(id: string, shown: Partial<Visit>): void {
    this.#ahead = new Map([...this.#ahead, [id, { ...this.#ahead.get(id), ...shown }]]);
  }

  #settle(id: string | undefined, board: Board | null): void {
    if (id !== undefined) this.#ahead = new Map([...this.#ahead].filter(([known]) => known !== id));
    if (board) this.adopt(board);
  }
}

export function sentenceOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : words.serverFailed;
}
