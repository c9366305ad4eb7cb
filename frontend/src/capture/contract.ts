/** What the capture page and the server say to each other: the JSON of `/api/capture/`.
 *
 * Dates are `2026-11-24`, moments ISO with their offset, minutes count from midnight. `[code, label]` pairs name a
 * choice and how it is called here.
 */

export type Choice = [code: string, label: string];

export type Measure =
  | "trials"
  | "percent"
  | "count"
  | "rate"
  | "duration"
  | "latency"
  | "partial_interval"
  | "whole_interval"
  | "momentary"
  | "task_steps"
  | "rubric"
  | "goal_attainment"
  | "participation"
  | "engagement"
  | "initiations"
  | "risk_taking"
  | "confidence";

export interface LastTime {
  on: string;
  words: string;
}

export interface Goal {
  id: string;
  lineage: string;
  title: string;
  plain: string;
  measure: Measure;
  unit: string;
  of: number | null;
  parts: string[];
  scale: string[];
  interval_seconds: number | null;
  how: string;
  today: boolean;
  last: LastTime | null;
}

export interface Child {
  id: string;
  name: string;
  initials: string;
  away: string;
  goals: Goal[];
}

export interface Visit {
  id: string;
  series: string | null;
  on: string;
  starts: number;
  ends: number;
  title: string;
  class_name: string;
  routine: string;
  routine_kind: string;
  setting: string;
  role: string;
  outcome: string;
  is_mine: boolean;
  children: Child[];
}

export interface Account {
  id: string;
  name: string;
}

export interface DeviceKey {
  id: string;
  key: string;
}

export interface Pack {
  server_now: string;
  expires_at: string;
  account: Account;
  device: DeviceKey;
  ladder: string[];
  faces: string[];
  /** Pictures for what helped and what was hard; a pack from before they came has none. */
  helped?: Choice[];
  hard?: Choice[];
  company: Choice[];
  reasons: Choice[];
  roles: Choice[];
  settings: Choice[];
  adults: Choice[];
  visits: Visit[];
}

export interface VisitName {
  id: string;
  series: string | null;
  on: string;
}

/** What was seen, by measure; `capture/rules/values.py` says the same. A withdrawal has an empty one. */
export type Value = Record<string, string | number | boolean | null | string[]>;

interface Told {
  id: string;
  order: number;
  at: string;
  skew: number | null;
  visit: VisitName | null;
  child: string | null;
}

export interface ObservationEntry extends Told {
  kind: "observation";
  child: string;
  goal: string | null;
  measure: Measure;
  value: Value;
  routine_kind: string;
  setting: string;
  adult: string;
  material: string;
  words: string;
  is_second: boolean;
  source: "tapped";
  corrects: string | null;
  is_withdrawal: boolean;
}

/** `unsaid` takes back the word whose id its detail has. */
export type MarkKind =
  | "held"
  | "shortened"
  | "missed"
  | "reopened"
  | "role"
  | "away"
  | "there"
  | "word"
  | "unsaid";

export interface MarkEntry extends Told {
  kind: "mark";
  mark: MarkKind;
  detail: Value;
}

export type Entry = ObservationEntry | MarkEntry;

export interface Batch {
  device: string;
  device_now: string;
  waiting: number;
  entries: Entry[];
}

export interface Answer {
  id: string;
  answer: "kept" | "known" | "refused";
  sentence: string;
}

export interface Answers {
  answers: Answer[];
  server_now: string;
}

export interface Sentence {
  sentence: string;
}
