/** Every text of the board, in British English, in one place so that it can be translated. */

import type { Discipline, Mode, TimetableState } from "./contract";

const some = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** 545 → "9:05". */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** 90 → "1.5 h". */
export function hours(minutes: number): string {
  return `${Math.round(minutes / 6) / 10} h`;
}

const numbers = new Intl.NumberFormat("en-GB");

/** 4862 → "4,862". */
export function amount(count: number): string {
  return numbers.format(count);
}

/** A change of the cost with its sign: "−1,050", "+40", "0". The minus is a true minus. */
export function signed(change: number): string {
  return change < 0 ? `−${amount(-change)}` : change > 0 ? `+${amount(change)}` : "0";
}

export const words = {
  discipline: {
    ot: "Occupational therapy",
    slt: "Speech and language",
    beh: "Behaviour and feelings",
  } satisfies Record<Discipline, string>,
  disciplineLetter: { ot: "O", slt: "S", beh: "B" } satisfies Record<Discipline, string>,
  mode: { push_in: "Push-in", pull_out: "Pull-out" } satisfies Record<Mode, string>,

  loading: "Reading the timetable",
  loadFailed: "The timetable could not be read.",
  tryAgain: "Try again",
  noConnection: "The server did not answer. Check the connection.",
  signedOut: "You may be signed out. Load the page again to sign in.",
  noSuchBoard: "No timetable here, or none that you may see.",
  serverFailed: "The server could not answer.",
  dismiss: "Close this message",

  state: {
    draft: "",
    published: "This week is published, so it is here to read. To change it, make a new draft.",
    replaced: "A later week has taken its place. This one is kept to read.",
  } satisfies Record<TimetableState, string>,
  draftToRead: "You may read this draft. A coordinator changes it.",

  emptyTitle: "No visit has a place yet.",
  emptyNoTherapists:
    "Add the therapists and the times when they are at school. Then press Build, and their week appears here.",
  emptyNoServices: "Bring in the children and their services. Then press Build, and the week appears here.",
  emptyBuild:
    "Press Build to have every session placed, or place one by hand from the list of sessions without a place.",
  noRooms: "No room is known for visits outside the classroom.",
  noRows: "Nobody matches these choices.",
  showAll: "Show everyone",

  board: "Timetable board",
  visits: "Visits",
  view: "Rows",
  byTherapist: "Therapists",
  byClass: "Classes",
  byRoom: "Rooms",
  byChild: "Children",
  school: "School",
  allSchools: "All schools",
  disciplineFilter: "Discipline",
  allDisciplines: "All disciplines",
  child: "Find a child",
  costNow: "Cost now",
  undo: "Undo",
  redo: "Redo",
  next: "Next",
  found: (count: number) => (count === 0 ? "No visit" : some(count, "visit", "visits")),
  day: "Day",
  visitCount: (count: number) => some(count, "visit", "visits"),
  dayCount: (date: string | null, count: number) =>
    (date ? `${date}, ` : "") + some(count, "visit", "visits"),
  daysRow: (room: string, day: string) => `${room} on ${day}`,
  scrollable: (day: string) => `${day}, hour by hour`,
  ofVisits: (minutes: number) => `${hours(minutes)} of visits`,

  help: "Enter picks a visit up. Arrow keys move between visits. P pins it, M lists every place it may go.",
  helpReading: "Arrow keys move between visits.",
  lunch: "lunch",
  plan: "plan",
  taskAt: (name: string, start: number, end: number) => `${name}, ${clock(start)} to ${clock(end)}`,
  wasHere: "was here",

  legend: "What the signs mean",
  pinned: "Pinned",
  changed: "Changed in this draft",
  brokenRule: "Breaks a rule",
  pullOut: "Outside the classroom",
  notHere: "Not here",
  whileHeld: "While a visit is held:",
  welcomes: (room: string) => `${room} welcomes a visit`,
  welcomed: "a visit is welcome",
  allowed: "allowed",
  never: "never",
  slotMeaning: "a place that keeps every rule, and what it does to the cost",

  visitLabel: (v: {
    child: string;
    therapist: string;
    day: string;
    start: number;
    end: number;
    place: string;
    routine: string;
    children: number;
    mode: Mode;
    pinned: boolean;
    changed: boolean;
    broken: boolean;
  }) =>
    [
      v.child,
      v.therapist,
      `${v.day} ${clock(v.start)} to ${clock(v.end)}`,
      v.mode === "push_in" ? `class ${v.place}` : `pull-out in ${v.place}`,
      v.routine,
      some(v.children, "child", "children"),
      v.pinned ? "pinned" : "",
      v.changed ? "changed in this draft" : "",
      v.broken ? "breaks a rule" : "",
    ]
      .filter(Boolean)
      .join(", "),
  heldLabel: (where: string) =>
    `Held: ${where}. Arrow keys move it, Enter puts it down, Escape puts it back.`,

  where: (therapist: string, place: string) => `${therapist} in ${place}`,
  forChild: (child: string) => `A session for ${child}`,
  when: (day: string, start: number, end: number) => `${day} ${clock(start)} to ${clock(end)}`,
  at: (day: string, start: number, routine: string) =>
    `${day} ${clock(start)}${routine ? `, ${routine}` : ""}`,
  joining: (names: string) => `together with ${names}`,
  minutes: (minutes: number, discipline: string) => `${minutes} minutes, ${discipline.toLowerCase()}`,
  lengthOf: (minutes: number) => `${minutes} minutes, as its longest service asks`,
  lengthStays:
    "A visit is as long as its longest service. Change the minutes of the service, then build again.",
  factWhere: "Where",
  factRoutine: "During",
  factChildren: "Children",
  inClass: (place: string) => `With the class, ${place}`,
  inRoom: (place: string) => `Pull-out, ${place}`,
  beside: "The chosen visit, and sessions without a place",
  changedWhy: "It stands elsewhere than in the published week, or is new.",
  pinnedWhy: "A rebuild leaves it exactly here. Unpin it to move it.",
  move: "Move",
  moveTo: "Move to…",
  pin: "Pin",
  unpin: "Unpin",
  close: "Close",

  from: "From",
  to: "To",
  nowhere: "Choose a place on the board",
  lookingForPlaces: "Looking for its places",
  keepsRules: "Keeps every rule",
  startingPlace: "Where it stands now",
  breaksRule: "Not possible here",
  costLower: (by: number, total: string) => `Cost ${by} lower: ${total}.`,
  costHigher: (by: number, total: string) => `Cost ${by} higher: ${total}.`,
  costSame: "The cost stays the same.",
  nearestPlace: (where: string, change: string) => `Nearest that keeps every rule: ${where} (${change}).`,
  noPlaceThatDay: (day: string) => `No other place on ${day} keeps every rule.`,
  keys: {
    time: "earlier or later",
    day: "another day",
    left: "Left arrow",
    right: "Right arrow",
    up: "Up arrow",
    down: "Down arrow",
    enter: "put down",
    escape: "put back",
  },
  putDown: "Put down",
  putBack: "Put back",
  otherPlaces: "Other places",
  placesButton: "Places…",
  placesOnBoard: (count: number) =>
    some(count, "place on the board keeps every rule.", "places on the board keep every rule."),
  allPlaces: (count: number) => `All ${count} places…`,
  noPlaces: "No other place keeps every rule.",
  noPlacesFor: "No place keeps every rule. See why beside the session.",
  placesTitle: (what: string) => `Move ${what} to`,
  placesTitleFor: (child: string) => `Place a session for ${child}`,
  cheapestFirst: "Each keeps every rule. The cheapest stands first.",
  chooseOnBoard: "Choose on the board",
  changeOfCost: "change of cost",

  notPlaced: "Not placed",
  notPlacedCount: (unmet: number, asked: number) => `${unmet} of ${asked} sessions`,
  allPlaced: "Every session has a place.",
  sessionsMissing: (sessions: number, minutes: number) =>
    `${some(sessions, "session", "sessions")} of ${minutes} minutes without a place`,
  cheapest: "Cheapest change.",
  otherRemedies: "Other changes",
  remedyCost: (change: number) =>
    change === 0 ? "Cost unchanged." : `Cost ${amount(Math.abs(change))} ${change < 0 ? "lower" : "higher"}.`,
  placeByHand: "Place by hand",
  placeByHandFor: (child: string) => ` a session for ${child}`,
  rulesBroken: (count: number) => some(count, "rule is broken", "rules are broken"),
  showVisit: (n: number) => (n === 0 ? "Show the visit" : `Show visit ${n + 1}`),

  pickedUp: (what: string, places: number) =>
    `${what} picked up. ${some(places, "place keeps", "places keep")} every rule.`,
  heldAt: (where: string, change: string) => `${where}, cost ${change}.`,
  putBackSaid: (what: string) => `${what} is back where it was.`,
  passedOver: (day: string, start: number, why: string) => `Passed over ${day} ${clock(start)}: ${why}`,
  noFurther: "No further place that way.",
  moved: (what: string, where: string, change: number, total: number) => {
    const cost =
      change === 0 ? "unchanged" : `${amount(Math.abs(change))} ${change < 0 ? "lower" : "higher"}`;
    return `${what} moved to ${where}. Cost ${cost}: ${amount(total)}.`;
  },
  placed: (child: string, where: string) => `A session for ${child} placed: ${where}.`,
  pinnedSaid: (what: string) => `${what} pinned.`,
  unpinnedSaid: (what: string) => `${what} unpinned.`,
  undone: (total: number) => `Undone. Cost ${amount(total)}.`,
  redone: (total: number) => `Done again. Cost ${amount(total)}.`,
  backAgain: (sentence: string) => `${sentence} The visit is back where it was; nothing else changed.`,
  notSaved: (sentence: string) =>
    `Not saved. ${sentence} The visit is back where it was. Nothing is lost: try again when you like.`,
  notDone: (sentence: string) => `Not done. ${sentence} The timetable stands as it was.`,
  pinnedStays: "This visit is pinned. Unpin it first, then move it.",
  places: "Places",

  why: {
    offDay: "The visit would begin or end outside the school day.",
    away: (therapist: string, day: string) => `${therapist} is not here at that time on ${day}.`,
    busy: (therapist: string, what: string, start: number, end: number) =>
      `${therapist} is busy then: ${what}, ${clock(start)} to ${clock(end)}.`,
    never: (room: string, routine: string) => `${room} has ${routine} then, when no visit comes.`,
    noRoutine: (room: string) => `${room} has nothing a visit could join then.`,
    taken: (room: string, therapist: string) => `${therapist} is in ${room} then.`,
    unknown: "A rule speaks against it. Put it down here to hear which.",
  },
};
