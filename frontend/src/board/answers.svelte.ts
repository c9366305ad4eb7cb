/** What the server answers about moving visits: the places it offers, and what speaks against all other spots. */

import type { BoardApi, Offer } from "./api";
import type { Board, Spot, Visit } from "./contract";
import { spotKey } from "./places";
import { whyNot } from "./whynot";

/** How long the hand rests over a spot before the server is asked what speaks against it. */
const REST_MS = 60;

export class Answers {
  #offers = new Map<string, Promise<Offer>>();
  /** The visit that the reasons are about, and the reasons by the names of the spots. */
  #visit: Visit | null = null;
  #reasons = $state.raw<Record<string, string[]>>({});
  #asking: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly api: BoardApi) {}

  /** Forgets the places: the timetable they belong to has changed. */
  forget(): void {
    this.#offers.clear();
  }

  /** The places of a visit, asked for once. */
  placesOf(visit: Visit): Promise<Offer> {
    const known = this.#offers.get(visit.id);
    if (known) return known;
    const asked = this.api.places(visit);
    this.#offers.set(visit.id, asked);
    asked.catch(() => this.#offers.delete(visit.id));
    return asked;
  }

  /** Starts anew with the reasons that came with a visit's places. */
  begin(visit: Visit | null, reasons: Record<string, string>): void {
    this.#visit = visit;
    this.#reasons = Object.fromEntries(Object.entries(reasons).map(([key, sentence]) => [key, [sentence]]));
  }

  /** What speaks against a spot, in sentences: what the server said, else what the board itself can see. */
  against(board: Board, visit: Visit, spot: Spot): string[] {
    return this.#reasons[spotKey(spot)] ?? [whyNot(board, visit, spot)];
  }

  /** Asks what speaks against a spot once the hand rests there; `known` is called when nothing more will be known. */
  ask(board: Board, visit: Visit, spot: Spot, known: () => void = () => undefined): void {
    clearTimeout(this.#asking);
    const key = spotKey(spot);
    if (!board.explains || this.#reasons[key]) {
      known();
      return;
    }
    this.#asking = setTimeout(async () => {
      const sentences = await this.api.why(visit.id, spot).catch(() => []);
      if (this.#visit !== visit) return;
      if (sentences.length > 0) this.#reasons = { ...this.#reasons, [key]: sentences };
      known();
    }, REST_MS);
  }
}
