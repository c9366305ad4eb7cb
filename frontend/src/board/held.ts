/** What is held over the board: a visit that moves, or a session that is placed by hand. */

import type { Offer } from "./api";
import type { Board, Classroom, Place, Spot, Unmet, Visit } from "./contract";
import { sameSpot } from "./places";

/** The id of the block that stands for a session while it is placed by hand. */
export const SESSION = "session-in-hand";

const CATCH = 10;
/** A session that has no place yet is caught from further away. */
const CATCH_SESSION = 45;

export type HeldSpot = Spot & { therapist: string };

export interface Held {
  /** The visit as it stood when it was picked up; null while a session without a place is placed. */
  visit: Visit | null;
  unmet: Unmet | null;
  minutes: number;
  /** How far from a legal place the pointer still catches it, in minutes. */
  reach: number;
  /** What the server offers; null until it has answered. */
  offer: Offer | null;
  at: HeldSpot | null;
  /** The legal place at `at`; null where a rule speaks against it. */
  place: Place | null;
}

export function spotOf({ day, start, mode, place, therapist }: HeldSpot): HeldSpot {
  return { day, start, mode, place, therapist };
}

export function heldVisit(visit: Visit): Held {
  const minutes = visit.end - visit.start;
  return { visit, unmet: null, minutes, reach: CATCH, offer: null, at: spotOf(visit), place: null };
}

export function heldSession(unmet: Unmet): Held {
  return {
    visit: null,
    unmet,
    minutes: unmet.minutes,
    reach: CATCH_SESSION,
    offer: null,
    at: null,
    place: null,
  };
}

/** The offer with the visit's own spot among its places, so that it can always go home. */
export function withHome(offer: Offer, visit: Visit | null): Offer {
  if (!visit) return offer;
  const others = offer.places.filter((p) => !sameSpot(p, visit));
  return { ...offer, places: [...others, { ...spotOf(visit), cost_change: 0 }] };
}

/** The visits to draw: what is held stands where it is held, and a session in hand comes last. */
export function drawnWith(held: Held | null, visits: Visit[]): Visit[] {
  if (!held?.at) return visits;
  const now = { ...held.at, end: held.at.start + held.minutes };
  if (held.visit) return visits.map((v) => (v.id === held.visit?.id ? { ...v, ...now } : v));
  const children = held.unmet ? [{ service: held.unmet.service, name: held.unmet.child }] : [];
  return [...visits, { ...now, id: SESSION, routine: "", children, pinned: false, changed: false }];
}

/** The class whose day matters for what is held: the one it is held over, else the one it came from. */
export function classUnder(board: Board, { at, visit }: Held): Classroom | null {
  const spot = [at, visit].find((each) => each?.mode === "push_in");
  return board.classrooms.find((c) => c.id === spot?.place) ?? null;
}
