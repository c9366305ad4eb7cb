/** One visit on the page: what was seen in it so far, what runs, and everything that a tap can do. */
import type { DeviceClock } from "./clock";
import { iso, shortDay } from "./clock";
import type { Child, Entry, MarkKind, ObservationEntry, Pack, Value, Visit } from "./contract";
import type { Drafts } from "./drafts";
import { type Focus, focusesOf, keyOf } from "./focus";
import { isObservation, standing, stands, undoable } from "./log";
import { type Context, freshMemory, type Memory } from "./memory";
import { inWords, type Tally, tally } from "./tally";
import { words } from "./words";

export interface DeskParts {
  clock: DeviceClock;
  /** Resolves when the entries lie on the disk. */
  keep: (entries: Entry[]) => Promise<void>;
  remember: (visit: string, memory: Memory) => Promise<void>;
  drafts: Drafts;
  say: (sentence: string) => void;
  trouble: (sentence: string) => void;
}

/** How a visit ends, and that it goes on after all. */
type Ending = "held" | "shortened" | "missed" | "reopened";

/** What is being written in an open form. */
export interface Writing {
  write: (text: string, child: string | null) => void;
  /** The form is gone: kept or left, so is its draft, unless the day went away under it. */
  leave: () => void;
}

export class Desk {
  visit = $state.raw() as Visit;
  pack = $state.raw() as Pack;
  entries = $state.raw<Entry[]>([]);
  memory = $state() as Memory;
  /** The `order` from which marks are newer than the pack. */
  since = $state(0);
  /** The day was let go while the visit was open. */
  isLetGo = false;

  focuses = $derived(new Map(this.visit.children.map((child) => [child.id, focusesOf(child)])));
  stands = $derived(stands(this.visit, this.entries, this.since));
  /** Of this observer: a second one does not see the first one's counts. */
  seen = $derived.by(() => {
    const byFocus = new Map<string, ObservationEntry[]>();
    for (const entry of standing(this.entries)) {
      if (entry.is_second !== this.memory.isSecond) continue;
      const key = keyOf(entry.child, entry.goal, entry.measure);
      byFocus.set(key, [...(byFocus.get(key) ?? []), entry]);
    }
    return byFocus;
  });
  toUndo = $derived(undoable(this.entries)[0] ?? null);
  there = $derived(this.visit.children.filter(({ id }) => !this.stands.away[id]));
  hasEnded = $derived(this.stands.outcome !== "");
  /** Clocks and samplings that run. */
  running = $derived(Object.keys(this.memory.clocks).length + Object.keys(this.memory.sampling).length);

  constructor(
    visit: Visit,
    pack: Pack,
    entries: Entry[],
    memory: Memory | null,
    since: number,
    private readonly parts: DeskParts,
  ) {
    this.visit = visit;
    this.pack = pack;
    this.entries = entries;
    this.memory = memory ?? freshMemory(visit.setting);
    this.since = since;
  }

  focusOf(child: Child): Focus {
    const all = this.focuses.get(child.id) ?? [];
    const chosen = all.find(({ key }) => key === this.memory.chosen[child.id]) ?? all[0];
    if (!chosen) throw new Error("There is always something to watch without a goal.");
    return chosen;
  }

  choose(child: Child, focus: Focus): void {
    this.memory.chosen[child.id] = focus.key;
    this.#remember();
  }

  seenOf(focus: Focus): ObservationEntry[] {
    return this.seen.get(focus.key) ?? [];
  }

  tallyOf(focus: Focus): Tally {
    return tally(focus, this.seenOf(focus), this.pack, this.memory.rounds[focus.key] ?? 0);
  }

  nameOf(child: string | null): string {
    return this.visit.children.find(({ id }) => id === child)?.name ?? "";
  }

  contextOf(focus: Focus): Context {
    return { ...this.memory.context, ...this.memory.own[focus.key] };
  }

  /** Changes where, with whom or with what, for the visit or for one focus; undefined as the visit again. */
  setContext(change: Partial<Context>, focus: Focus | null = null): void {
    if (focus) this.memory.own[focus.key] = { ...this.memory.own[focus.key], ...change };
    else Object.assign(this.memory.context, change);
    this.#remember();
  }

  setSecond(isSecond: boolean): void {
    this.memory.isSecond = isSecond;
    this.#remember();
  }

  /** Shows it at once; resolves to its id once it is kept, to null where it could not be. */
  async observe(focus: Focus, value: Value, corrects: string | null = null): Promise<string | null> {
    const entry = this.#observation(focus, value, corrects);
    if (!(await this.#keep([entry], () => this.#spoken(focus, value)))) return null;
    return entry.id;
  }

  mark(mark: MarkKind, detail: Value, child: string | null = null, said = ""): Promise<boolean> {
    return this.#keep([this.#mark(mark, detail, child)], () => said);
  }

  /** Takes back what stands on top; a stretch that was stopped runs on from where it began. */
  async undo(): Promise<void> {
    const last = this.toUndo;
    if (!last) return;
    const what = this.described(last);
    if (!isObservation(last)) {
      if (last.mark === "word") await this.mark("unsaid", { word: last.id }, last.child, words.undone(what));
      else await this.mark("there", {}, last.child, words.undone(what));
      return;
    }
    this.#resume(last);
    const before = this.entries.filter(isObservation).find(({ id }) => id === last.corrects);
    // What it had taken the place of stands again, seen when it was seen.
    const again = before ? [{ ...before, id: crypto.randomUUID(), order: this.parts.clock.next() }] : [];
    await this.#keep([this.#withdrawal(last), ...again], () => words.undone(what));
  }

  /** A form for words opens: what is half written in it outlasts the day. */
  writing(): Writing {
    const { drafts } = this.parts;
    const id = crypto.randomUUID();
    return {
      write: (text, child) => {
        const { id: visit, series, on, title } = this.visit;
        const name = this.nameOf(child);
        void drafts.write({ id, visit: { id: visit, series, on }, title, child, name, text });
      },
      leave: () => {
        if (!this.isLetGo) void drafts.drop(id);
      },
    };
  }

  /** The last of a count's taps. */
  async oneLess(focus: Focus): Promise<void> {
    const tap = this.seenOf(focus).findLast(({ value }) => "times" in value);
    if (tap) await this.#keep([this.#withdrawal(tap)], () => this.#withTally(focus));
  }

  /** "Mei-Ling, alone, 9:21"; of a word about the visit "“Calm today”, 9:21" */
  described(entry: Entry): string {
    const name = this.nameOf(entry.child);
    const when = new Date(entry.at).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit" });
    if (!isObservation(entry)) {
      const said = entry.mark === "word" ? `“${entry.detail.words}”` : words.away;
      return [name, said, when].filter(Boolean).join(", ");
    }
    const focus = this.#focusFor(entry);
    return [name, focus ? inWords(focus, entry.value, this.pack) : "", when].filter(Boolean).join(", ");
  }

  /** "Today" or "19 Nov" */
  dayOf(on: string): string {
    return on === this.visit.on ? words.today : shortDay(on);
  }

  startClock(focus: Focus): void {
    this.memory.clocks[focus.key] ??= this.parts.clock.now();
    this.#remember();
  }

  dropClock(focus: Focus): void {
    delete this.memory.clocks[focus.key];
    this.#remember();
  }

  /** Seconds that a clock has run, to a tenth; null where none runs. */
  secondsOf(focus: Focus, now: number): number | null {
    const since = this.memory.clocks[focus.key];
    return since === undefined ? null : Math.max(0, Math.round((now - since) / 100) / 10);
  }

  /** Stops a clock and keeps its seconds, as `seconds` of a stretch or latency or as `watched`. */
  async stopClock(focus: Focus): Promise<void> {
    const value = this.#clockValue(focus);
    if (!value) return;
    this.dropClock(focus);
    await this.observe(focus, value);
  }

  startSampling(focus: Focus): void {
    this.memory.sampling[focus.key] = { since: this.parts.clock.now(), every: focus.every, coded: {} };
    this.#remember();
  }

  stopSampling(focus: Focus): void {
    delete this.memory.sampling[focus.key];
    this.#remember();
  }

  /** One interval's answer. Undone, the interval is open again. */
  async code(focus: Focus, interval: number, seen: boolean): Promise<void> {
    const sampling = this.memory.sampling[focus.key];
    if (!sampling) return;
    const entry = this.#observation(focus, { seen, every: sampling.every });
    sampling.coded[interval] = entry.id;
    this.#remember();
    await this.#keep([entry], () => this.#spoken(focus, entry.value));
  }

  beginRound(focus: Focus): void {
    this.memory.rounds[focus.key] = this.parts.clock.next();
    this.#remember();
  }

  /** Clocks that still run stop and count with the end; all of it is kept together or not at all. */
  async end(how: Ending, detail: Value = {}): Promise<boolean> {
    const last: Entry[] = [];
    if (how !== "reopened") {
      const all = [...this.focuses.values()].flat();
      for (const focus of all) {
        const value = how === "missed" ? null : this.#clockValue(focus);
        if (value) last.push(this.#observation(focus, value));
      }
    }
    const label = words.outcome[how] ?? words.openAgain;
    const kept = await this.#keep([...last, this.#mark(how, detail, null)], () =>
      words.ended(this.visit.title, label),
    );
    if (kept && how !== "reopened") {
      this.memory.clocks = {};
      this.memory.sampling = {};
      this.#remember();
    }
    return kept;
  }

  #clockValue(focus: Focus): Value | null {
    const seconds = this.secondsOf(focus, this.parts.clock.now());
    if (seconds === null) return null;
    if (focus.control === "latency") return { seconds };
    return focus.control === "count" ? { watched: Math.round(seconds) } : { seconds: Math.round(seconds) };
  }

  #focusFor(entry: ObservationEntry): Focus | null {
    const key = keyOf(entry.child, entry.goal, entry.measure);
    return this.focuses.get(entry.child)?.find((focus) => focus.key === key) ?? null;
  }

  /** What a taken-back entry had ended goes on: its clock runs again, its interval is asked about again. */
  #resume(entry: ObservationEntry): void {
    const focus = this.#focusFor(entry);
    const seconds = entry.value.seconds ?? entry.value.watched;
    if (!focus) return;
    if (typeof seconds === "number") this.memory.clocks[focus.key] ??= Date.parse(entry.at) - seconds * 1000;
    const sampling = this.memory.sampling[focus.key];
    for (const [interval, id] of Object.entries(sampling?.coded ?? {}))
      if (id === entry.id) delete sampling?.coded[Number(interval)];
    this.#remember();
  }

  #told(child: string | null) {
    const { id, series, on } = this.visit;
    return {
      id: crypto.randomUUID(),
      order: this.parts.clock.next(),
      at: iso(this.parts.clock.now()),
      skew: this.parts.clock.skew,
      visit: { id, series, on },
      child,
    };
  }

  #observation(focus: Focus, value: Value, corrects: string | null = null): ObservationEntry {
    return {
      ...this.#told(focus.child),
      kind: "observation",
      child: focus.child,
      goal: focus.goal?.id ?? null,
      measure: focus.measure,
      value,
      routine_kind: this.visit.routine_kind,
      ...this.contextOf(focus),
      words: "",
      is_second: this.memory.isSecond,
      source: "tapped",
      corrects,
      is_withdrawal: false,
    };
  }

  #withdrawal(entry: ObservationEntry): ObservationEntry {
    return {
      ...entry,
      ...this.#told(entry.child),
      child: entry.child,
      value: {},
      words: "",
      corrects: entry.id,
      is_withdrawal: true,
    };
  }

  #mark(mark: MarkKind, detail: Value, child: string | null): Entry {
    return { ...this.#told(child), kind: "mark", mark, detail };
  }

  #withTally(focus: Focus): string {
    const { number, unit } = this.tallyOf(focus);
    return `${this.nameOf(focus.child)}: ${[number, unit].filter(Boolean).join(" ")}`;
  }

  #spoken(focus: Focus, value: Value): string {
    const { number, unit } = this.tallyOf(focus);
    const what = inWords(focus, value, this.pack);
    return `${this.nameOf(focus.child)}: ${what}. ${[number, unit].filter(Boolean).join(" ")}`;
  }

  async #keep(entries: Entry[], said: () => string): Promise<boolean> {
    this.entries = [...this.entries, ...entries];
    const sentence = said();
    if (sentence) this.parts.say(sentence);
    try {
      await this.parts.keep(entries);
      return true;
    } catch {
      const lost = new Set(entries.map(({ id }) => id));
      this.entries = this.entries.filter(({ id }) => !lost.has(id));
      this.parts.trouble(words.notKept);
      return false;
    }
  }

  #remember(): void {
    void this.parts.remember(this.visit.id, $state.snapshot(this.memory) as Memory).catch(() => undefined);
  }
}
