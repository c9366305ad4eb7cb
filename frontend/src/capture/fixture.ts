/** An invented day with every measure, for the tests and the page of `dev.html` alone. */
import type { Child, Goal, Measure, Pack, Visit } from "./contract";

let made = 0;
const uuid = () => `00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`;

export function sampleGoal(title: string, measure: Measure, also: Partial<Goal> = {}): Goal {
  return {
    id: uuid(),
    lineage: uuid(),
    title,
    plain: "",
    measure,
    unit: "",
    of: null,
    parts: [],
    scale: [],
    interval_seconds: null,
    how: "",
    today: true,
    last: null,
    ...also,
  };
}

export function sampleChild(name: string, initials: string, goals: Goal[]): Child {
  return { id: uuid(), name, initials, away: "", goals };
}

const TASK = ["Open the book", "Find the page", "Write the date", "Write the first line", "Read it over"];
const SCALE = [
  "Needs an adult’s hands for every letter",
  "Copies letters with a model beside them",
  "Writes three letters of the name alone",
  "Writes the whole name alone",
  "Writes the name on the line, in every lesson",
];

export function sampleChildren(): Child[] {
  return [
    sampleChild("Mei-Ling", "MT", [
      sampleGoal("Next step of her checklist", "trials", {
        last: { on: "2026-11-19", words: "3 of 6 alone" },
      }),
      sampleGoal("Gets ready to write", "task_steps", { parts: TASK }),
      sampleGoal("Letters between the lines", "percent"),
      sampleGoal("Writes her name", "goal_attainment", { scale: SCALE, today: false }),
    ]),
    sampleChild("Kofi", "KA", [
      sampleGoal("Paper steady, feet down", "duration"),
      sampleGoal("Starts when the class starts", "latency"),
      sampleGoal("Works at his table", "momentary", { interval_seconds: 30 }),
    ]),
    sampleChild("Ngọc", "NT", [
      sampleGoal("Asks with her break card", "count"),
      sampleGoal("Answers a classmate", "rate", { unit: "per hour" }),
      sampleGoal("Hums while writing", "partial_interval", { interval_seconds: 20 }),
      sampleGoal("Sits with both feet down", "whole_interval", { interval_seconds: 20, today: false }),
    ]),
    sampleChild("Luca", "LB", [
      sampleGoal("Turn the screen; he taps", "confidence"),
      sampleGoal("Shares what he wrote", "rubric", {
        parts: [
          "Keeps it to himself",
          "Shows it to an adult",
          "Reads it to a friend",
          "Reads it to the class",
        ],
      }),
      sampleGoal("Plays beside and with others", "engagement"),
    ]),
  ];
}

export function sampleVisit(starts: number, also: Partial<Visit> = {}): Visit {
  return {
    id: uuid(),
    series: uuid(),
    on: "2026-11-24",
    starts,
    ends: starts + 40,
    title: "2B, Writing",
    class_name: "2B",
    routine: "Writing",
    routine_kind: "writing",
    setting: "in_class",
    role: "",
    outcome: "",
    is_mine: true,
    children: sampleChildren(),
    ...also,
  };
}

/** A day whose first visit is now, at `now` milliseconds. */
export function samplePack(now: number = Date.now()): Pack {
  const when = new Date(now);
  const minute = when.getHours() * 60 + when.getMinutes();
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  const starts = Math.max(0, Math.min(minute - 22, 24 * 60 - 41));
  return {
    server_now: when.toISOString(),
    expires_at: midnight.toISOString(),
    account: { id: "1", name: "Hana Mori" },
    device: { id: uuid(), key: btoa("0123456789abcdef0123456789abcdef") },
    ladder: ["Alone", "Point", "Say", "Show", "Hands"],
    faces: ["Hard", "Not so good", "Okay", "Good", "Great"],
    helped: [
      ["friend", "A friend"],
      ["adult", "A grown-up"],
      ["break", "A break"],
      ["quiet", "It was quiet"],
      ["moving", "Moving"],
      ["looking", "Pictures to look at"],
    ],
    hard: [
      ["noise", "Noise"],
      ["waiting", "Waiting"],
      ["people", "Many people"],
      ["tricky", "It was tricky"],
      ["tired", "I was tired"],
      ["changed", "Something was different"],
    ],
    company: [
      ["with", "Together with classmates"],
      ["beside", "Beside classmates"],
      ["watching", "Watching classmates"],
      ["adult", "With an adult"],
      ["alone", "Alone"],
    ],
    reasons: [
      ["child_away", "Child away"],
      ["refused", "Child did not want to"],
      ["staff_away", "Therapist away"],
      ["teacher_away", "Teacher away"],
      ["assembly", "Assembly"],
      ["trip", "Trip"],
      ["school_event", "School event"],
      ["no_school", "No school"],
      ["other", "Something else"],
    ],
    roles: [
      ["observe", "Observe"],
      ["assist", "One teaches, one assists"],
      ["team", "Team teaching"],
    ],
    settings: [
      ["in_class", "In class"],
      ["outside", "Outside class"],
    ],
    adults: [
      ["therapist", "Therapist"],
      ["teacher", "Teacher"],
      ["assistant", "Assistant"],
    ],
    visits: [
      sampleVisit(starts),
      sampleVisit(Math.min(starts + 60, 23 * 60), {
        title: "3A, Play",
        routine: "Play",
        routine_kind: "play",
        children: [sampleChild("Ines", "IR", [sampleGoal("Joins a game", "participation")])],
      }),
      sampleVisit(Math.min(starts + 120, 23 * 60), {
        title: "1K, Art",
        routine: "Art",
        is_mine: false,
        children: [sampleChild("Ravi", "RS", [])],
      }),
    ],
  };
}
