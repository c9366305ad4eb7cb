/** Sums up what stands for a focus: the number on the card, what it counts, and the row "so far". */
import { clock, minuteOf, span } from "./clock";
import type { ObservationEntry, Pack, Value } from "./contract";
import type { Focus } from "./focus";
import { words } from "./words";

export type Dot = "full" | "half" | "empty";

export interface Tally {
  number: string;
  unit: string;
  dots: Dot[];
  /** Where dots say too little: the last few in words. */
  list: string[];
}

const LISTED = 6;

const numberOf = (value: Value, name: string): number => Number(value[name] ?? 0);
const sum = (values: number[]): number => values.reduce((total, each) => total + each, 0);
const timeOf = (entry: ObservationEntry): string => clock(minuteOf(Date.parse(entry.at)));

/** +1, 0, −2 with a true minus. */
export function signed(level: number): string {
  return level > 0 ? `+${level}` : level < 0 ? `−${-level}` : "0";
}

const shares = (dots: Dot[], unit: string): Tally => ({
  number: dots.length ? words.of(dots.filter((dot) => dot === "full").length, dots.length) : "",
  unit: dots.length ? unit : "",
  dots,
  list: [],
});

const listed = (number: string, unit: string, list: string[] = []): Tally => ({
  number,
  unit,
  dots: [],
  list: list.slice(-LISTED),
});

const helpDot = ({ value }: ObservationEntry): Dot =>
  value.help === null ? "empty" : value.help === 0 ? "full" : "half";

/** The last coding of each step, of the round that began at `since`. */
export function stepsNow(seen: readonly ObservationEntry[], since: number): Map<number, ObservationEntry> {
  return new Map(
    seen.filter(({ order }) => order >= since).map((entry) => [numberOf(entry.value, "step"), entry]),
  );
}

/** `seen`: the standing observations of this focus, oldest first; `since`: where a round of steps began. */
export function tally(focus: Focus, seen: readonly ObservationEntry[], pack: Pack, since = 0): Tally {
  const last = seen.at(-1);
  const alone = pack.ladder[0] ?? "";
  switch (focus.control) {
    case "trials":
      return shares(seen.map(helpDot), alone);
    case "steps": {
      const coded = stepsNow(seen, since);
      if (!coded.size) return listed("", "");
      const byStep = focus.parts.map((_, step) => coded.get(step));
      const dots = byStep.flatMap((entry) => (entry ? [helpDot(entry)] : []));
      return {
        ...shares(dots, words.stepsUnit(alone)),
        number: words.of(dots.filter((d) => d === "full").length, focus.parts.length),
      };
    }
    case "intervals":
      return shares(
        seen.map(({ value }): Dot => (value.seen ? "full" : "empty")),
        words.intervalsUnit,
      );
    case "company":
      return shares(
        seen.map(
          ({ value }): Dot =>
            value.company === "with" ? "full" : value.company === "alone" ? "empty" : "half",
        ),
        words.withUnit,
      );
    case "percent":
      return last
        ? listed(
            `${numberOf(last.value, "percent")} %`,
            words.lastOf(seen.length),
            seen.map(({ value }) => `${value.percent} %`),
          )
        : listed("", "");
    case "count": {
      const taps = seen.filter(({ value }) => "times" in value);
      const watched = sum(seen.map(({ value }) => numberOf(value, "watched")));
      if (!seen.length) return listed("", "");
      const total = sum(taps.map(({ value }) => numberOf(value, "times")));
      return listed(
        String(total),
        watched ? words.inTime(span(watched)) : words.timesUnit(total),
        taps.map(timeOf),
      );
    }
    case "duration": {
      const stretches = seen.map(({ value }) => numberOf(value, "seconds"));
      return stretches.length
        ? listed(span(sum(stretches)), words.stretches(stretches.length), stretches.map(span))
        : listed("", "");
    }
    case "latency": {
      const each = seen.map(({ value }) =>
        value.seconds === null ? words.didNotStart : words.seconds(Number(value.seconds)),
      );
      return last
        ? listed(last.value.seconds === null ? "–" : (each.at(-1) ?? ""), words.lastOf(seen.length), each)
        : listed("", "");
    }
    case "levels":
      return last
        ? listed(
            String(last.value.level),
            words.levelUnit,
            seen.map(({ value }) => String(value.level)),
          )
        : listed("", "");
    case "attainment":
      return last
        ? listed(
            signed(numberOf(last.value, "level")),
            words.levelUnit,
            seen.map(({ value }) => signed(numberOf(value, "level"))),
          )
        : listed("", "");
    case "faces": {
      const faces = seen.map(({ value }) => pack.faces[numberOf(value, "face") - 1] ?? "");
      const before = faces.at(-2);
      return last ? listed(faces.at(-1) ?? "", before ? words.was(before) : "", faces) : listed("", "");
    }
  }
}

/** One entry's value in a few words: "Alone", "80 %", "Step 3, Point". */
export function inWords(focus: Focus, value: Value, pack: Pack): string {
  const help = value.help === null ? words.notYet : String(value.word ?? "");
  switch (focus.control) {
    case "trials":
      return help;
    case "steps":
      return `${focus.parts[numberOf(value, "step")] ?? words.step(numberOf(value, "step") + 1)}, ${help}`;
    case "percent":
      return `${value.percent} %`;
    case "count":
      return "watched" in value ? words.watchedFor(span(Number(value.watched))) : words.oneMore;
    case "duration":
      return span(numberOf(value, "seconds"));
    case "latency":
      return value.seconds === null ? words.didNotStart : words.seconds(Number(value.seconds));
    case "intervals":
      return value.seen ? words.seen : words.notSeen;
    case "company":
      return pack.company.find(([code]) => code === value.company)?.[1] ?? "";
    case "levels":
      return focus.parts[numberOf(value, "level")] ?? words.level(numberOf(value, "level"));
    case "attainment":
      return signed(numberOf(value, "level"));
    case "faces":
      return pack.faces[numberOf(value, "face") - 1] ?? "";
  }
}
