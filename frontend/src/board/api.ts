/** Talks to the server: reads the board, asks for places, sends one change at a time. */

import type {
  Board,
  HandPlacing,
  Move,
  Place,
  PlacesAnswer,
  RefusalAnswer,
  Spot,
  Visit,
  WhyAnswer,
} from "./contract";
import { words } from "./words";

/** The server said no: its sentence, and the board as it now stands where it sent one. */
export class Refused extends Error {
  constructor(
    sentence: string,
    readonly board: Board | null,
  ) {
    super(sentence);
    this.name = "Refused";
  }
}

/** No answer that can be read: the connection, the server or the sign-in is gone. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

export interface Offer {
  places: Place[];
  reasons: Record<string, string>;
}

export interface BoardApi {
  load(): Promise<Board>;
  places(visit: Visit): Promise<Offer>;
  placesFor(service: string): Promise<Offer>;
  /** The rules that the visit would break at a spot, in sentences; only where the board `explains`. */
  why(visit: string, spot: Spot): Promise<string[]>;
  move(move: Move, revision: number): Promise<Board>;
  pin(visit: string, pinned: boolean, revision: number): Promise<Board>;
  place(placing: HandPlacing, revision: number): Promise<Board>;
  undo(revision: number): Promise<Board>;
  redo(revision: number): Promise<Board>;
}

/** The value of a cookie; empty where there is none. */
export function cookie(name: string, jar: string = document.cookie): string {
  const found = jar.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

const PATIENCE_MS = 20_000;

/** A client of one board. `token` gives the value of the X-CSRFToken header at the moment of sending. */
export function boardApi(url: string, token: () => string, fetcher: typeof fetch = fetch): BoardApi {
  const base = url.replace(/\/$/, "");

  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const write = body !== undefined;
    let reply: Response;
    try {
      reply = await fetcher(base + path, {
        method: write ? "POST" : "GET",
        credentials: "same-origin",
        headers: {
          Accept: "application/json",
          ...(write ? { "Content-Type": "application/json", "X-CSRFToken": token() } : {}),
        },
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(write ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      throw new Unreachable(words.noConnection);
    }
    const answer: unknown = await reply.json().catch(() => null);
    if (reply.ok && answer !== null) return answer as T;
    const said = isRefusal(answer) ? answer : null;
    if (said) throw new Refused(said.sentence, said.board ?? null);
    if (reply.status === 401 || reply.status === 403) throw new Unreachable(words.signedOut);
    if (reply.status === 404) throw new Unreachable(words.noSuchBoard);
    throw new Unreachable(words.serverFailed);
  }

  return {
    load: () => ask<Board>(""),
    places: async (visit) => {
      const answer = await ask<PlacesAnswer>(`/places/${encodeURIComponent(visit.id)}`);
      return offer(answer, visit.therapist);
    },
    placesFor: async (service) =>
      offer(await ask<PlacesAnswer>(`/places-for/${encodeURIComponent(service)}`), ""),
    why: async (visit, { day, start, mode, place }) => {
      const query = new URLSearchParams({ day, start: String(start), mode, place });
      return (await ask<WhyAnswer>(`/why/${encodeURIComponent(visit)}?${query}`)).sentences;
    },
    move: (move, revision) => ask<Board>("/move", { ...move, revision }),
    pin: (visit, pinned, revision) => ask<Board>("/pin", { visit, pinned, revision }),
    place: (placing, revision) => ask<Board>("/place", { ...placing, revision }),
    undo: (revision) => ask<Board>("/undo", { revision }),
    redo: (revision) => ask<Board>("/redo", { revision }),
  };
}

function offer(answer: PlacesAnswer, therapist: string): Offer {
  return {
    places: answer.places.map((place) => ({ ...place, therapist: place.therapist ?? therapist })),
    reasons: answer.reasons ?? {},
  };
}

function isRefusal(answer: unknown): answer is RefusalAnswer {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "sentence" in answer &&
    typeof answer.sentence === "string"
  );
}
