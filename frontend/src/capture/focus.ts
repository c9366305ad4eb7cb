/** What a child's card is about: one of its goals, or something watched without a goal. */
import type { Child, Goal, Measure } from "./contract";
import { words } from "./words";

/** The control that a measure needs. */
export type Control =
  | "trials"
  | "percent"
  | "count"
  | "duration"
  | "latency"
  | "intervals"
  | "steps"
  | "levels"
  | "attainment"
  | "company"
  | "faces";

export interface Focus {
  /** Tells it apart from all others of the visit. */
  key: string;
  child: string;
  goal: Goal | null;
  measure: Measure;
  control: Control;
  title: string;
  /** Whether this routine carries it. */
  today: boolean;
  /** The names of steps or levels, in order; a level's place is its number. */
  parts: string[];
  /** How long an interval lasts, in seconds. */
  every: number;
  /** A count that needs the time watched beside it. */
  isRate: boolean;
}

export const WITHOUT_GOAL = [
  "participation",
  "engagement",
  "initiations",
  "risk_taking",
  "confidence",
] as const satisfies Measure[];

/** Where a goal does not say how long its interval is. */
const USUAL_EVERY: Partial<Record<Measure, number>> = { participation: 60 };
const USUAL_SECONDS = 30;
/** Where a goal neither names nor counts its steps or levels. */
const USUAL_PARTS = 5;

function controlOf(measure: Measure, unit: string): Control {
  switch (measure) {
    case "count":
    case "rate":
    case "initiations":
      return "count";
    case "partial_interval":
    case "whole_interval":
    case "momentary":
      return "intervals";
    case "participation":
      return unit === "level" ? "levels" : "intervals";
    case "risk_taking":
      return unit === "level" ? "levels" : "count";
    case "task_steps":
      return "steps";
    case "rubric":
      return "levels";
    case "goal_attainment":
      return "attainment";
    case "engagement":
      return "company";
    case "confidence":
      return "faces";
    default:
      return measure;
  }
}

function partsOf(goal: Goal | null, control: Control): string[] {
  if (goal?.parts.length) return goal.parts;
  const count = goal?.of || USUAL_PARTS;
  if (control === "steps") return Array.from({ length: count }, (_, place) => words.step(place + 1));
  // "3 of 4" has the levels from 0 to 4.
  if (control === "levels") return Array.from({ length: count + 1 }, (_, place) => words.level(place));
  return [];
}

function focus(child: Child, measure: Measure, goal: Goal | null): Focus {
  const control = controlOf(measure, goal?.unit ?? "");
  return {
    key: `${child.id}/${goal?.id ?? measure}`,
    child: child.id,
    goal,
    measure,
    control,
    title: goal?.title ?? words.watched[measure],
    today: goal?.today ?? false,
    parts: partsOf(goal, control),
    every: goal?.interval_seconds ?? USUAL_EVERY[measure] ?? USUAL_SECONDS,
    isRate: measure === "rate" || goal?.unit === "per hour",
  };
}

/** The goals of this routine first, then the others, then what can be watched without a goal. */
export function focusesOf(child: Child): Focus[] {
  const goals = child.goals.map((goal) => focus(child, goal.measure, goal));
  const covered = new Set(child.goals.map(({ measure }) => measure));
  const others = WITHOUT_GOAL.filter((measure) => !covered.has(measure));
  return [
    ...goals.filter(({ today }) => today),
    ...goals.filter(({ today }) => !today),
    ...others.map((measure) => focus(child, measure, null)),
  ];
}

/** The key that an observation belongs under. */
export function keyOf(child: string, goal: string | null, measure: Measure): string {
  return `${child}/${goal ?? measure}`;
}
