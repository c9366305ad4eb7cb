/** An invented timetable and a few of the rules, for the tests and the page of `dev.html` alone. */

import type { Board, Child, Classroom, Discipline, Routine, Spot, Therapist, Unmet, Visit } from "./contract";

const DAYS = [
  ["Mon", "Monday", "23 Nov"],
  ["Tue", "Tuesday", "24 Nov"],
  ["Wed", "Wednesday", "25 Nov"],
  ["Thu", "Thursday", "26 Nov"],
  ["Fri", "Friday", "27 Nov"],
] as const;
export const DAY_KEYS = DAYS.map(([key]) => key);
export const FIRST = 505;
export const LAST = 870;

/** A repeatable stream of numbers from 0 to 1 (a linear congruence, as in Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const PEOPLE: [name: string, initials: string, discipline: Discipline, schools: string[]][] = [
  ["Rosa Delgado", "RD", "ot", ["North Primary"]],
  ["Marek Nowak", "MN", "ot", ["North Primary", "Canal Street"]],
  ["Hana Sato", "HS", "ot", ["Canal Street"]],
  ["Amara Okafor", "AO", "slt", ["North Primary"]],
  ["Lim Wei Jie", "LW", "slt", ["North Primary", "Canal Street"]],
  ["Ffion Price", "FP", "slt", ["Canal Street"]],
  ["Ravi Pillai", "RP", "slt", ["North Primary"]],
  ["Leila Haddad", "LH", "beh", ["North Primary"]],
  ["Tomás Quispe", "TQ", "beh", ["Canal Street"]],
];
const CHILDREN = [
  "Tomasz K.",
  "Thandi M.",
  "Ines R.",
  "Kwame B.",
  "Oskar L.",
  "Mei-Ling T.",
  "Priya S.",
  "Ngọc A.",
  "Yusuf D.",
  "Elif Y.",
  "Mateo G.",
  "Aoife N.",
  "Samir H.",
  "Lerato P.",
  "Jonas W.",
  "Anaïs C.",
  "Daniyar O.",
  "Ruth E.",
  "Ibrahim F.",
  "Sofia V.",
];
const DAY_PLAN: [
  kind: string,
  name: string,
  start: number,
  end: number,
  push: Routine["push_in"],
  pull: Routine["pull_out"],
][] = [
  ["circle", "Circle", 510, 540, "welcome", "never"],
  ["reading", "Reading", 540, 600, "allowed", "avoid"],
  ["recess", "Recess", 600, 620, "welcome", "never"],
  ["maths", "Maths", 620, 675, "allowed", "avoid"],
  ["lunch", "Lunch", 675, 715, "allowed", "never"],
  ["story", "Story", 715, 735, "welcome", "allowed"],
  ["centres", "Centres", 735, 780, "welcome", "allowed"],
  ["science", "Science", 780, 825, "allowed", "allowed"],
  ["music", "Music", 825, 870, "never", "never"],
];

function classroomsOf(names: string[], school: string): Classroom[] {
  return names.map((name, index) => ({
    id: `class-${name}`,
    name,
    school,
    routines: DAYS.flatMap(([day]) =>
      DAY_PLAN.map(([kind, routine, start, end, push_in, pull_out]) => {
        const late = start > 540 && end < 715 ? (index % 3) * 5 : 0;
        return { day, kind, name: routine, start: start + late, end: end + late, push_in, pull_out };
      }).map((r, i, all) => ({ ...r, end: Math.min(r.end, all[i + 1]?.start ?? r.end) })),
    ),
  }));
}

/** A week of nine therapists in 24 classes of two schools, made by placing visits wherever the few rules allow. */
export function sampleBoard(seed = 7, perDay = 8): Board {
  const random = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const classrooms = [
    ...classroomsOf(
      ["K1", "K2", "1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B", "5A", "5B"],
      "North Primary",
    ),
    ...classroomsOf(["R1", "R2", "1N", "1S", "2N", "2S", "3N", "3S", "4N", "4S", "5N", "5S"], "Canal Street"),
  ];
  const therapists = PEOPLE.map(
    ([name, initials, discipline, schools], index): Therapist => ({
      id: `t${index}`,
      name,
      initials,
      discipline,
      available: DAY_KEYS.flatMap((day, d) => {
        if ((index === 5 && d === 3) || (index === 8 && d === 4)) return [];
        const from = index === 8 && d === 0 ? 690 : FIRST;
        const to = index === 2 && d === 2 ? 690 : LAST;
        return [{ day, start: from, end: to, school: schools[d % schools.length] ?? null }];
      }),
      lunch: { earliest: 660, latest: 780, minutes: 30 },
    }),
  );
  const board: Board = {
    id: "draft-c",
    name: "Draft C",
    state: "draft",
    editable: true,
    revision: 1,
    cycle: {
      days: DAYS.map(([key, name, date]) => ({ key, name, date })),
      step: 5,
      first: FIRST,
      last: LAST,
    },
    quality: {
      cost: 4862,
      bound: 4760,
      unmet_sessions: 5,
      asked_sessions: 303,
      unmet_minutes: 130,
      moved_visits: 14,
      breaches: [],
    },
    therapists,
    classrooms,
    rooms: [
      { id: "room-1", name: "Quiet room", school: "North Primary" },
      { id: "room-2", name: "Room 2", school: "Canal Street" },
    ],
    children: [],
    visits: [],
    tasks: [],
    unmet: UNMET,
  };
  for (const therapist of therapists) {
    for (const window of therapist.available) {
      if (random() < 0.6) {
        const start = window.end - 30 - (random() < 0.5 ? 0 : 25);
        board.tasks.push({
          id: `task-${therapist.id}-${window.day}`,
          name: `Co-planning with ${pick(classrooms).name}`,
          therapist: therapist.id,
          day: window.day,
          start,
          end: start + 30,
        });
      }
      for (let tries = 0, done = 0; tries < 160 && done < perDay; tries += 1) {
        const minutes = pick([20, 25, 30, 30]);
        const out = random() < 0.06;
        const here = (out ? board.rooms : board.classrooms).filter((p) => p.school === window.school);
        const start = FIRST + Math.floor((random() * (LAST - FIRST - minutes)) / 5) * 5;
        const visit: Visit = {
          id: `v${board.visits.length + 1}`,
          therapist: therapist.id,
          day: window.day,
          start,
          end: start + minutes,
          mode: out ? "pull_out" : "push_in",
          place: pick(here).id,
          routine: "",
          children: [],
          pinned: random() < 0.05,
          changed: random() < 0.06,
        };
        if (whyIllegal(board, visit, visit) || (start < 720 && start + minutes > 690)) continue;
        const first = Math.floor(random() * CHILDREN.length);
        const taught = classrooms.findIndex((c) => c.id === visit.place);
        const home =
          taught >= 0 ? taught : classrooms.findIndex((c) => c.school === window.school) + (first % 12);
        // Four children of every class come by turns, each with one service of every discipline.
        visit.children = Array.from({ length: 1 + Math.floor(random() * (out ? 2 : 4)) }, (_, n) => {
          const name = CHILDREN[(home * 3 + ((first + n) % 4) * 5) % CHILDREN.length] as string;
          const child = childOf(board, classrooms[home]?.id ?? "", name);
          return { service: serviceOf(child, `${child.id}, ${therapist.discipline}`), name };
        });
        visit.routine = routineAt(board, visit)?.name ?? "";
        board.visits.push(visit);
        done += 1;
      }
    }
  }
  for (const { service, child } of UNMET)
    serviceOf(childOf(board, CLASS_OF_UNMET[service] ?? "", child), service);
  return board;
}

/** The child of that name in a class, who joins the board when first named. */
function childOf(board: Board, classroom: string, name: string): Child {
  const id = `${classroom}, ${name}`;
  const known = board.children.find((c) => c.id === id);
  const child = known ?? { id, name, classroom, services: [] };
  if (!known) board.children.push(child);
  return child;
}

/** The service, which the child has from now on. */
function serviceOf(child: Child, service: string): string {
  if (!child.services.includes(service)) child.services.push(service);
  return service;
}

/** The class of the child of each service in `UNMET`. */
const CLASS_OF_UNMET: Record<string, string> = {
  "ines-slt": "class-1B",
  "kwame-ot": "class-4A",
  "oskar-beh": "class-R2",
  "priya-ot": "class-5N",
};
const UNMET: Unmet[] = [
  {
    service: "ines-slt",
    child: "Ines R.",
    discipline: "slt",
    sessions: 1,
    minutes: 30,
    why: [
      "Lim Wei Jie has no free half hour while 1B is in a welcoming routine.",
      "Circle is taken every day but Thursday, when he is at Canal Street.",
    ],
    language: "en-gb",
    remedies: [
      { sentence: "Start co-planning with 2A at 13:10 instead of 12:30 on Thursday.", cost_change: -1010 },
      { sentence: "Let Ravi Pillai take the session.", cost_change: -960 },
    ],
  },
  {
    service: "kwame-ot",
    child: "Kwame B.",
    discipline: "ot",
    sessions: 1,
    minutes: 30,
    why: ["Writing and Project in 4A host four visits a day already, which is what its teacher can take."],
    language: "en-gb",
    remedies: [{ sentence: "Ask for a fifth visit in 4A on Wednesdays.", cost_change: -1040 }],
  },
  {
    service: "oskar-beh",
    child: "Oskar L.",
    discipline: "beh",
    sessions: 2,
    minutes: 20,
    why: [
      "Tomás Quispe comes at 11:30 on Mondays. One more child would make a group of five; the limit is four.",
    ],
    language: "en-gb",
    remedies: [{ sentence: "Let Tomás Quispe come at 10:30 on Mondays.", cost_change: -1385 }],
  },
  {
    service: "priya-ot",
    child: "Priya S.",
    discipline: "ot",
    sessions: 1,
    minutes: 30,
    why: ["Asked for quiet and a room. Room 2 is closed on the only afternoon she is free."],
    language: "en-gb",
    remedies: [],
  },
];

/** The routine of a class at a spot. */
export function routineAt(board: Board, spot: Spot): Routine | undefined {
  const routines = board.classrooms.find((c) => c.id === spot.place)?.routines;
  return routines?.find((r) => r.day === spot.day && r.start <= spot.start && spot.start < r.end);
}

/** The rule that a visit would break at a spot, in a sentence; empty where it keeps those known here. */
export function whyIllegal(board: Board, visit: Visit, spot: Spot): string {
  const { start, day } = spot;
  const end = start + visit.end - visit.start;
  const overlaps = (s: { start: number; end: number }) => s.start < end && start < s.end;
  const therapist = board.therapists.find((t) => t.id === visit.therapist);
  const place =
    board.classrooms.find((c) => c.id === spot.place) ?? board.rooms.find((r) => r.id === spot.place);
  const window = therapist?.available.find((w) => w.day === day && w.start <= start && end <= w.end);
  if (!window || window.school !== place?.school)
    return `${therapist?.name} is not at ${place?.school} then.`;
  const others = board.visits.filter((v) => v.id !== visit.id && v.day === day && overlaps(v));
  if (
    others.some((v) => v.therapist === visit.therapist) ||
    board.tasks.some((t) => t.therapist === visit.therapist && t.day === day && overlaps(t))
  )
    return `${therapist?.name} has other work at that time.`;
  if (others.some((v) => v.place === spot.place))
    return `${place.name} has a visit at that time, and takes one at once.`;
  if (spot.mode === "push_in") {
    const routine = routineAt(board, spot);
    if (!routine || routine.push_in === "never" || routine.end < end)
      return `${place.name} takes no visit for all of that time.`;
  }
  return "";
}

/** What a visit costs at a spot, roughly. */
export function costAt(board: Board, spot: Spot): number {
  const routine = routineAt(board, spot);
  const fit = spot.mode === "pull_out" ? 60 : routine?.push_in === "welcome" ? 20 : 45;
  return fit + ((DAY_KEYS.indexOf(spot.day as (typeof DAY_KEYS)[number]) * 7 + spot.start) % 13);
}
