/** What the server and the board say to each other: the JSON of `/api/timetables/<id>/board` and its neighbours.
 *
 * Every time is a whole number of minutes from midnight; spans are half-open (`end` is the first minute after).
 * A `place` is the id of a classroom for a push-in visit and the id of a room for a pull-out visit.
 */

export type Discipline = "ot" | "slt" | "beh";
export type Mode = "push_in" | "pull_out";
export type TimetableState = "draft" | "published" | "replaced";

export interface Day {
  key: string;
  name: string;
  date: string | null;
}

export interface Cycle {
  days: Day[];
  step: number;
  first: number;
  last: number;
}

export interface Breach {
  rule: string;
  sentence: string;
  visits: string[];
}

export interface Quality {
  cost: number;
  bound: number | null;
  unmet_sessions: number;
  asked_sessions: number;
  unmet_minutes: number;
  moved_visits: number;
  breaches: Breach[];
}

export interface Available {
  day: string;
  start: number;
  end: number;
  school: string | null;
}

export interface Lunch {
  earliest: number;
  latest: number;
  minutes: number;
}

export interface Therapist {
  id: string;
  name: string;
  initials: string;
  discipline: Discipline;
  available: Available[];
  lunch: Lunch | null;
}

export interface Routine {
  day: string;
  start: number;
  end: number;
  kind: string;
  name: string;
  push_in: "welcome" | "allowed" | "never";
  pull_out: "allowed" | "avoid" | "never";
}

export interface Classroom {
  id: string;
  name: string;
  school: string;
  routines: Routine[];
}

export interface Room {
  id: string;
  name: string;
  school: string;
}

/** A child with a session, placed or not, and the services that the visits and the unmet name. */
export interface Child {
  id: string;
  name: string;
  classroom: string;
  services: string[];
}

export interface Visit {
  id: string;
  therapist: string;
  day: string;
  start: number;
  end: number;
  mode: Mode;
  place: string;
  routine: string;
  children: { service: string; name: string }[];
  pinned: boolean;
  changed: boolean;
}

export interface Task {
  id: string;
  name: string;
  therapist: string;
  day: string;
  start: number;
  end: number;
}

export interface Remedy {
  sentence: string;
  cost_change: number;
}

export interface Unmet {
  service: string;
  child: string;
  discipline: Discipline;
  sessions: number;
  minutes: number;
  why: string[];
  /** In which language the sentences were said when this was built. */
  language: string;
  remedies: Remedy[];
}

export interface Board {
  id: string;
  name: string;
  state: TimetableState;
  editable: boolean;
  /** The server answers `GET …/why/<visit>?day=&start=&mode=&place=` with a `WhyAnswer`; without it, it is not asked. */
  explains?: boolean;
  revision: number;
  cycle: Cycle;
  quality: Quality;
  therapists: Therapist[];
  classrooms: Classroom[];
  rooms: Room[];
  children: Child[];
  visits: Visit[];
  tasks: Task[];
  unmet: Unmet[];
}

/** When and where a visit could stand. */
export interface Spot {
  day: string;
  start: number;
  mode: Mode;
  place: string;
}

/** A spot of a named therapist that keeps every rule, and what it does to the cost (below zero: better). */
export interface Place extends Spot {
  therapist: string;
  cost_change: number;
}

export interface PlacesAnswer {
  places: (Spot & { therapist?: string; cost_change: number })[];
  /** Why a spot breaks a rule, by `day|start|mode|place`; what is missing here, the server says on the move. */
  reasons?: Record<string, string>;
}

/** The rules that a visit would break at a spot, in sentences. */
export interface WhyAnswer {
  sentences: string[];
}

export interface RefusalAnswer {
  sentence: string;
  board?: Board;
}

export interface Move extends Spot {
  visit: string;
}

export interface HandPlacing extends Spot {
  service: string;
  therapist: string;
}
