/** Every text of the board, in one place. */

import { t, tn } from "../words";
import type { Discipline, Mode, TimetableState } from "./contract";

/** 545 → "9:05". */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** 90 → "1.5 h". */
export function hours(minutes: number): string {
  return `${amount(Math.round(minutes / 6) / 10)} h`;
}

const numbers = new Intl.NumberFormat(document.documentElement.lang || "en-GB");

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
    ot: t("Occupational therapy"),
    slt: t("Speech and language"),
    beh: t("Behaviour and feelings"),
  } satisfies Record<Discipline, string>,
  disciplineLetter: { ot: "O", slt: "S", beh: "B" } satisfies Record<Discipline, string>,
  mode: { push_in: t("Push-in"), pull_out: t("Pull-out") } satisfies Record<Mode, string>,

  loading: t("Reading the timetable"),
  loadFailed: t("The timetable could not be read."),
  tryAgain: t("Try again"),
  noConnection: t("The server did not answer. Check the connection."),
  signedOut: t("You may be signed out. Load the page again to sign in."),
  noSuchBoard: t("No timetable here, or none that you may see."),
  serverFailed: t("The server could not answer."),
  dismiss: t("Close this message"),

  state: {
    draft: "",
    published: t("This week is published, so it is here to read. To change it, make a new draft."),
    replaced: t("A later week has taken its place. This one is kept to read."),
  } satisfies Record<TimetableState, string>,
  draftToRead: t("You may read this draft. A coordinator changes it."),

  emptyTitle: t("No visit has a place yet."),
  emptyNoTherapists: t(
    "Add the therapists and the times when they are at school. Then press Build, and their week appears here.",
  ),
  emptyNoServices: t(
    "Bring in the children and their services. Then press Build, and the week appears here.",
  ),
  emptyBuild: t(
    "Press Build to have every session placed, or place one by hand from the list of sessions without a place.",
  ),
  noRooms: t("No room is known for visits outside the classroom."),
  noRows: t("Nobody matches these choices."),
  showAll: t("Show everyone"),

  board: t("Timetable board"),
  visits: t("Visits"),
  view: t("Rows"),
  byTherapist: t("Therapists"),
  byClass: t("Classes"),
  byRoom: t("Rooms"),
  byChild: t("Children"),
  school: t("School"),
  allSchools: t("All schools"),
  disciplineFilter: t("Discipline"),
  allDisciplines: t("All disciplines"),
  child: t("Find a child"),
  costNow: t("Cost now"),
  undo: t("Undo"),
  redo: t("Redo"),
  next: t("Next"),
  found: (count: number) => (count === 0 ? t("No visit") : tn("{count} visit", "{count} visits", count)),
  day: t("Day"),
  visitCount: (count: number) => tn("{count} visit", "{count} visits", count),
  dayCount: (date: string | null, count: number) =>
    (date ? `${date}, ` : "") + tn("{count} visit", "{count} visits", count),
  daysRow: (room: string, day: string) => t("{room} on {day}", { room, day }),
  scrollable: (day: string) => t("{day}, hour by hour", { day }),
  ofVisits: (minutes: number) => t("{minutes} of visits", { minutes: hours(minutes) }),

  help: t(
    "Enter picks a visit up. Arrow keys move between visits. P pins it, M lists every place it may go.",
  ),
  helpReading: t("Arrow keys move between visits."),
  lunch: t("lunch"),
  plan: t("plan"),
  taskAt: (name: string, start: number, end: number) =>
    t("{name}, {start} to {end}", { name, start: clock(start), end: clock(end) }),
  wasHere: t("was here"),

  legend: t("What the signs mean"),
  pinned: t("Pinned"),
  changed: t("Changed in this draft"),
  brokenRule: t("Breaks a rule"),
  pullOut: t("Outside the classroom"),
  notHere: t("Not here"),
  whileHeld: t("While a visit is held:"),
  welcomes: (room: string) => t("{room} welcomes a visit", { room }),
  welcomed: t("a visit is welcome"),
  allowed: t("allowed"),
  never: t("never"),
  slotMeaning: t("a place that keeps every rule, and what it does to the cost"),

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
      t("{day} {start} to {end}", { day: v.day, start: clock(v.start), end: clock(v.end) }),
      v.mode === "push_in"
        ? t("class {place}", { place: v.place })
        : t("pull-out in {place}", { place: v.place }),
      v.routine,
      tn("{count} child", "{count} children", v.children),
      v.pinned ? t("pinned") : "",
      v.changed ? t("changed in this draft") : "",
      v.broken ? t("breaks a rule") : "",
    ]
      .filter(Boolean)
      .join(", "),
  heldLabel: (where: string) =>
    t("Held: {where}. Arrow keys move it, Enter puts it down, Escape puts it back.", { where }),

  where: (therapist: string, place: string) => t("{therapist} in {place}", { therapist, place }),
  forChild: (child: string) => t("A session for {child}", { child }),
  when: (day: string, start: number, end: number) =>
    t("{day} {start} to {end}", { day, start: clock(start), end: clock(end) }),
  at: (day: string, start: number, routine: string) =>
    [`${day} ${clock(start)}`, routine].filter(Boolean).join(", "),
  joining: (names: string) => t("together with {names}", { names }),
  minutes: (minutes: number, discipline: string) =>
    tn("{count} minute, {discipline}", "{count} minutes, {discipline}", minutes, {
      discipline,
    }),
  lengthOf: (minutes: number) =>
    tn(
      "{count} minute, as its longest service asks",
      "{count} minutes, as its longest service asks",
      minutes,
    ),
  lengthStays: t(
    "A visit is as long as its longest service. Change the minutes of the service, then build again.",
  ),
  factWhere: t("Where"),
  factRoutine: t("During"),
  factChildren: t("Children"),
  inClass: (place: string) => t("With the class, {place}", { place }),
  inRoom: (place: string) => t("Pull-out, {place}", { place }),
  beside: t("The chosen visit, and sessions without a place"),
  changedWhy: t("It stands elsewhere than in the published week, or is new."),
  pinnedWhy: t("A rebuild leaves it exactly here. Unpin it to move it."),
  move: t("Move"),
  moveTo: t("Move to…"),
  pin: t("Pin"),
  unpin: t("Unpin"),
  close: t("Close"),

  from: t("From"),
  to: t("To"),
  nowhere: t("Choose a place on the board"),
  lookingForPlaces: t("Looking for its places"),
  keepsRules: t("Keeps every rule"),
  startingPlace: t("Where it stands now"),
  breaksRule: t("Not possible here"),
  costLower: (by: number, total: string) => t("Cost {by} lower: {total}.", { by, total }),
  costHigher: (by: number, total: string) => t("Cost {by} higher: {total}.", { by, total }),
  costSame: t("The cost stays the same."),
  nearestPlace: (where: string, change: string) =>
    t("Nearest that keeps every rule: {where} ({change}).", { where, change }),
  noPlaceThatDay: (day: string) => t("No other place on {day} keeps every rule.", { day }),
  keys: {
    time: t("earlier or later"),
    day: t("another day"),
    left: t("Left arrow"),
    right: t("Right arrow"),
    up: t("Up arrow"),
    down: t("Down arrow"),
    enter: t("put down"),
    escape: t("put back"),
  },
  putDown: t("Put down"),
  putBack: t("Put back"),
  otherPlaces: t("Other places"),
  placesButton: t("Places…"),
  placesOnBoard: (count: number) =>
    tn("{count} place on the board keeps every rule.", "{count} places on the board keep every rule.", count),
  allPlaces: (count: number) => t("All {count} places…", { count }),
  noPlaces: t("No other place keeps every rule."),
  noPlacesFor: t("No place keeps every rule. See why beside the session."),
  placesTitle: (what: string) => t("Move {what} to", { what }),
  placesTitleFor: (child: string) => t("Place a session for {child}", { child }),
  cheapestFirst: t("Each keeps every rule. The cheapest stands first."),
  chooseOnBoard: t("Choose on the board"),
  changeOfCost: t("change of cost"),

  notPlaced: t("Not placed"),
  notPlacedCount: (unmet: number, asked: number) => t("{unmet} of {asked} sessions", { unmet, asked }),
  allPlaced: t("Every session has a place."),
  sessionsMissing: (sessions: number, minutes: number) =>
    tn(
      "{count} session of {minutes} minutes without a place",
      "{count} sessions of {minutes} minutes without a place",
      sessions,
      { minutes },
    ),
  cheapest: t("Cheapest change."),
  otherRemedies: t("Other changes"),
  remedyCost: (change: number) => {
    if (change === 0) return t("Cost unchanged.");
    const by = amount(Math.abs(change));
    return change < 0 ? t("Cost {by} lower.", { by }) : t("Cost {by} higher.", { by });
  },
  placeByHand: t("Place by hand"),
  placeByHandFor: (child: string) => ` ${t("a session for {child}", { child })}`,
  rulesBroken: (count: number) => tn("{count} rule is broken", "{count} rules are broken", count),
  showVisit: (n: number) => (n === 0 ? t("Show the visit") : t("Show visit {number}", { number: n + 1 })),

  pickedUp: (what: string, places: number) =>
    tn(
      "{what} picked up. {count} place keeps every rule.",
      "{what} picked up. {count} places keep every rule.",
      places,
      { what },
    ),
  heldAt: (where: string, change: string) => t("{where}, cost {change}.", { where, change }),
  putBackSaid: (what: string) => t("{what} is back where it was.", { what }),
  passedOver: (day: string, start: number, why: string) =>
    t("Passed over {day} {start}: {why}", { day, start: clock(start), why }),
  noFurther: t("No further place that way."),
  moved: (what: string, where: string, change: number, total: number) => {
    const values = { what, where, by: amount(Math.abs(change)), total: amount(total) };
    if (change === 0) return t("{what} moved to {where}. Cost unchanged: {total}.", values);
    return change < 0
      ? t("{what} moved to {where}. Cost {by} lower: {total}.", values)
      : t("{what} moved to {where}. Cost {by} higher: {total}.", values);
  },
  placed: (child: string, where: string) => t("A session for {child} placed: {where}.", { child, where }),
  pinnedSaid: (what: string) => t("{what} pinned.", { what }),
  unpinnedSaid: (what: string) => t("{what} unpinned.", { what }),
  undone: (total: number) => t("Undone. Cost {total}.", { total: amount(total) }),
  redone: (total: number) => t("Done again. Cost {total}.", { total: amount(total) }),
  backAgain: (sentence: string) =>
    t("{sentence} The visit is back where it was; nothing else changed.", { sentence }),
  notSaved: (sentence: string) =>
    t("Not saved. {sentence} The visit is back where it was. Nothing is lost: try again when you like.", {
      sentence,
    }),
  notDone: (sentence: string) => t("Not done. {sentence} The timetable stands as it was.", { sentence }),
  pinnedStays: t("This visit is pinned. Unpin it first, then move it."),
  places: t("Places"),

  why: {
    offDay: t("The visit would begin or end outside the school day."),
    away: (therapist: string, day: string) =>
      t("{therapist} is not here at that time on {day}.", { therapist, day }),
    busy: (therapist: string, what: string, start: number, end: number) =>
      t("{therapist} is busy then: {what}, {start} to {end}.", {
        therapist,
        what,
        start: clock(start),
        end: clock(end),
      }),
    never: (room: string, routine: string) =>
      t("{room} has {routine} then, when no visit comes.", { room, routine }),
    noRoutine: (room: string) => t("{room} has nothing a visit could join then.", { room }),
    taken: (room: string, therapist: string) => t("{therapist} is in {room} then.", { therapist, room }),
    unknown: t("A rule speaks against it. Put it down here to hear which."),
  },
};
