/** The board's memory: what is shown, chosen and held over the timetable, and what was said about it. */

import { Answers } from "./answers.svelte";
import type { BoardApi, Offer } from "./api";
import type { Board, Place, Unmet, Visit } from "./contract";
import {
  classUnder,
  drawnWith,
  type Held,
  type HeldSpot,
  heldSession,
  heldVisit,
  SESSION,
  spotOf,
  withHome,
} from "./held";
import { type Axis, alongDays, alongTime, byCost, nearest, passedOver, sameSpot } from "./places";
import { Shown } from "./shown.svelte";
import { type Change, type Outcome, sentenceOf, Timetable } from "./timetable.svelte";
import { routineName } from "./whynot";
import { signed, words } from "./words";

export class BoardState {
  readonly timetable: Timetable;
  readonly answers: Answers;
  readonly shown: Shown;
  /** The open day, and days opened beside it while something is held. */
  day = $state("");
  alsoOpen = $state.raw<ReadonlySet<string>>(new Set());
  chosenId = $state<string | null>(null);
  held = $state.raw<Held | null>(null);
  /** A pointer has hold of it right now, so buttons to put it down would only be in the way. */
  carried = $state(false);
  listOpen = $state(false);
  notice = $state.raw<{ tone: "error" | "info"; sentence: string } | null>(null);
  spoken = $state("");
  /** The cost when the board was opened; null until it is. */
  costAtFirst = $state<number | null>(null);
  /** Asks the page to move the focus to a visit; to one of its items where one is named. */
  focusWish = $state.raw<{ id: string; item?: string | undefined } | null>(null);
  /** Runs a change that moves days up or down; the page puts one here that keeps the view still. */
  keepingStill: (change: () => void, day: string) => void = (change) => change();
  /** The last answer to a key or a pull that could not be followed, and where the visit stood then. */
  #answer = $state.raw<{ to: HeldSpot | string | null; sentence: string } | null>(null);

  constructor(readonly api: BoardApi) {
    this.answers = new Answers(api);
    this.timetable = new Timetable(api, (board) => this.#meet(board));
    this.shown = new Shown(this.timetable, () => this.spots);
  }

  board = $derived.by((): Board | null => this.timetable.board);
  visits = $derived.by((): Visit[] => this.timetable.visits);
  editable = $derived(this.board?.editable ?? false);
  dayKeys = $derived(this.board?.cycle.days.map((d) => d.key) ?? []);
  open = $derived(new Set([this.day, ...this.alsoOpen]));
  /** The parts of what is held that stay the same while it moves: whatever hangs on them is not worked out anew. */
  offer = $derived(this.held?.offer ?? null);
  origin = $derived(this.held?.visit ?? null);
  session = $derived(this.held?.unmet ?? null);
  chosen = $derived(this.visits.find((v) => v.id === this.chosenId) ?? null);
  broken = $derived(new Set(this.board?.quality.breaches.flatMap((b) => b.visits) ?? []));
  heldId = $derived(this.held ? (this.held.visit?.id ?? SESSION) : null);
  /** Where what is chosen or held stands or might go. */
  spots = $derived([...(this.offer?.places ?? []), ...(this.chosen ? [this.chosen] : [])]);
  placesByCost = $derived(this.offer ? byCost(this.offer.places, this.dayKeys) : []);
  /** The rows in which what is held may stand. */
  heldRows = $derived.by((): Set<string> => {
    const spots = [...this.placesByCost, ...(this.origin ? [this.origin] : [])];
    return new Set(spots.flatMap((spot) => this.rowsFor(spot)));
  });
  /** The visits to draw, with what is held where it is held. */
  drawn = $derived(drawnWith(this.held, this.visits));
  heldClass = $derived(this.board && this.held ? classUnder(this.board, this.held) : null);
  /** Why the held visit cannot stand where it is; empty where it can, and until the server has answered. */
  against = $derived.by((): string => {
    const { held, board } = this;
    if (!held?.at || !held.visit || !board || held.place || !held.offer) return "";
    return this.answers.against(board, held.visit, held.at).join(" ");
  });

  /** A sentence about the visit in hand, or the chosen one, until it moves or another is chosen. */
  line = $derived(this.#answer?.to === (this.held?.at ?? this.chosenId) ? this.#answer.sentence : "");

  /** Fits what is open, chosen and held to a board that is about to be shown. */
  #meet(board: Board): void {
    if (board.revision !== this.board?.revision) this.answers.forget();
    this.costAtFirst ??= board.quality.cost;
    if (!board.cycle.days.some((d) => d.key === this.day)) {
      const busy = board.cycle.days.find((d) => board.visits.some((v) => v.day === d.key));
      this.day = (busy ?? board.cycle.days[0])?.key ?? "";
    }
    const { chosen } = this;
    const lives = (id: string | undefined) => board.visits.some((v) => v.id === id);
    if (chosen && !lives(chosen.id)) {
      const { therapist, day, start } = chosen;
      const heir = board.visits.find((v) => v.therapist === therapist && v.day === day && v.start === start);
      this.chosenId = heir?.id ?? null;
    }
    if (!board.editable || (this.held?.visit && !lives(this.held.visit.id))) this.held = null;
  }

  heldName(): string {
    const { held } = this;
    if (held?.visit) return this.timetable.nameOf(held.visit);
    return held?.unmet ? words.forChild(held.unmet.child) : "";
  }

  /** The rows in which what is held would stand at a spot. */
  rowsFor(spot: HeldSpot): string[] {
    const { origin, session } = this;
    const children = origin?.children ?? (session ? [{ service: session.service, name: session.child }] : []);
    return this.shown.rowsAt({ ...spot, children });
  }

  say(sentence: string): void {
    // A live region stays silent when its text does not change.
    this.spoken = sentence === this.spoken ? `${sentence}\u00a0` : sentence;
  }

  choose(id: string | null): void {
    this.chosenId = id;
    const { chosen } = this;
    if (!chosen) return;
    if (!this.open.has(chosen.day)) this.openDay(chosen.day);
    // Asked ahead, so that picking it up is answered at once.
    if (this.editable) this.answers.placesOf(chosen).catch(() => undefined);
  }

  /** Turns to the rows of another view; a choice that is at home in none of them is let go. */
  show(view: Shown["view"]): void {
    this.shown.view = view;
    if (this.chosen && this.shown.lacks(this.chosen) && !this.held) this.chosenId = null;
  }

  focus(id: string, item?: string): void {
    this.choose(id);
    this.focusWish = { id, item };
  }

  nextFound(): void {
    const at = this.shown.found.findIndex((v) => v.id === this.chosenId);
    const next = this.shown.found[(at + 1) % this.shown.found.length];
    if (next) this.focus(next.id);
  }

  openDay(day: string): void {
    this.keepingStill(() => {
      this.day = day;
      this.alsoOpen = new Set();
    }, day);
  }

  /** Opens a day and leaves open what is open: while something is held, nothing above it may move. */
  openAlso(day: string): void {
    if (day === this.day) return;
    this.alsoOpen = new Set(this.open);
    this.day = day;
  }

  /** Says that a visit's length cannot be pulled; false, since nothing is picked up by its end. */
  keepLength(id: string): false {
    if (!this.held) this.choose(id);
    this.#answer = { to: this.held?.at ?? this.chosenId, sentence: words.lengthStays };
    this.say(words.lengthStays);
    return false;
  }

  /** Picks a visit up; false where it stays (read only, pinned). */
  pickUp(id: string): boolean {
    const visit = this.visits.find((v) => v.id === id);
    if (!visit || !this.editable) return false;
    this.chosenId = id;
    this.notice = visit.pinned ? { tone: "info", sentence: words.pinnedStays } : null;
    if (visit.pinned) return false;
    this.#answer = null;
    this.held = heldVisit(visit);
    void this.#receive(this.answers.placesOf(visit));
    return true;
  }

  /** Takes a session without a place in hand. */
  pickUpSession(service: string): boolean {
    const unmet = this.board?.unmet.find((u) => u.service === service);
    if (!unmet || !this.editable) return false;
    this.notice = null;
    this.chosenId = null;
    this.held = heldSession(unmet);
    void this.#receive(this.api.placesFor(service));
    return true;
  }

  async #receive(asked: Promise<Offer>): Promise<void> {
    const id = this.heldId;
    try {
      const offer = await asked;
      const { held } = this;
      if (!held || this.heldId !== id) return;
      const { visit } = held;
      const others = offer.places.filter((p) => !(visit && sameSpot(p, visit)));
      this.answers.begin(visit, offer.reasons);
      const show = () => {
        this.held = { ...held, offer: withHome(offer, visit) };
      };
      if (this.shown.rowsComeAndGo) this.keepingStill(show, this.day);
      else show();
      if (held.at) this.aim(held.at.day, held.at.start, this.rowsFor(held.at)[0] ?? null);
      else if (!this.carried) this.#aimAt(this.placesByCost[0] ?? null);
      this.say(
        held.unmet && others.length === 0
          ? words.noPlacesFor
          : words.pickedUp(this.heldName(), others.length),
      );
    } catch (failure) {
      if (this.heldId !== id) return;
      this.held = null;
      this.#complain(words.notDone(sentenceOf(failure)));
    }
  }

  #aimAt(place: Place | null): void {
    const { held } = this;
    if (!held || !place) return;
    const { cost_change: _, ...at } = place;
    this.held = { ...held, at, place };
  }

  /** Holds the visit over a moment of a day; a legal place close by catches it. */
  aim(day: string, start: number, row: string | null): void {
    const { held, board } = this;
    if (!held || !board) return;
    const { first, last } = board.cycle;
    const begin = Math.max(first, Math.min(last - held.minutes, start));
    const inRow = row !== null && this.heldRows.has(row) ? row : undefined;
    const rowAim = {
      therapist: { therapist: inRow },
      class: { place: inRow },
      room: { place: inRow },
      child: {},
    };
    const places = held.offer?.places ?? [];
    const caught = nearest(places, { day, start: begin, ...rowAim[this.shown.view] }, held.reach);
    if (caught) {
      this.#aimAt(caught);
      return;
    }
    const at = held.visit && { ...spotOf(held.visit), day, start: begin };
    this.held = { ...held, at, place: null };
    if (at && held.visit && held.offer) this.answers.ask(board, held.visit, at);
  }

  /** Moves the held visit to its next legal place by key, and says why the next spot was passed over. */
  step(axis: Axis, direction: -1 | 1): void {
    const { held, board } = this;
    const { at, offer, visit, minutes } = held ?? {};
    if (!board || !offer || !minutes) {
      this.say(words.lookingForPlaces);
      return;
    }
    const along = (from: HeldSpot) =>
      axis === "time"
        ? alongTime(offer.places, from, direction)
        : alongDays(offer.places, from, direction, this.dayKeys);
    const next = at ? along(at) : (this.placesByCost[0] ?? null);
    if (next) this.holdAt(next);
    else this.say(words.noFurther);
    const over = at && passedOver(at, next, { axis, direction, minutes, cycle: board.cycle });
    if (over && visit) this.#sayWhyNot(board, visit, over);
  }

  /** Adds to what was just said why a spot was passed over, unless the visit has moved on by then. */
  #sayWhyNot(board: Board, visit: Visit, over: HeldSpot): void {
    const { spoken } = this;
    const to = this.held?.at ?? null;
    this.answers.ask(board, visit, over, () => {
      const [why] = this.answers.against(board, visit, over);
      if (this.held?.at !== to || !why || why === words.why.unknown) return;
      const sentence = words.passedOver(this.timetable.dayName(over.day), over.start, why);
      this.#answer = { to, sentence };
      this.say(`${spoken.trim()} ${sentence}`);
    });
  }

  /** Holds the visit at one of its legal places. */
  holdAt(place: Place): void {
    this.#aimAt(place);
    this.openAlso(place.day);
    this.say(words.heldAt(this.timetable.spotName(place, this.session), signed(place.cost_change)));
  }

  /** Holds it at the legal place of a day that is nearest to the time where it is held now. */
  aimDay(day: string): void {
    const { at, offer, minutes } = this.held ?? {};
    const start = at?.start ?? (this.board?.cycle.first ?? 0) + (minutes ?? 0);
    this.#aimAt(nearest(offer?.places ?? [], { day, start }, Number.POSITIVE_INFINITY));
    this.reveal();
  }

  /** Brings what is held into view, with the focus on it. */
  reveal(): void {
    const { held, heldId } = this;
    if (!held || heldId === null) return;
    if (held.at) this.openAlso(held.at.day);
    this.focusWish = { id: heldId };
  }

  putBack(): void {
    const { held } = this;
    if (!held) return;
    const name = this.heldName();
    this.held = null;
    this.say(words.putBackSaid(name));
    this.#settleOn(held.visit?.day ?? this.day);
  }

  async putDown(): Promise<void> {
    const { held } = this;
    if (!held?.at || (held.visit && sameSpot(held.at, held.visit))) return this.putBack();
    const where = this.timetable.spotName(held.at, held.unmet);
    this.held = null;
    this.#settleOn(held.at.day);
    if (held.visit) await this.#move(held.visit, held.at, where);
    else if (held.unmet) await this.#place(held.unmet, held.at, where);
  }

  /** Puts the held visit down at a place of the list. */
  putDownAt(place: Place): Promise<void> {
    this.#aimAt(place);
    return this.putDown();
  }

  /** Leaves that one day open. */
  #settleOn(day: string): void {
    if (this.alsoOpen.size > 0 || this.day !== day || this.shown.rowsComeAndGo) this.openDay(day);
  }

  async #move(visit: Visit, to: HeldSpot, where: string): Promise<void> {
    const name = this.timetable.nameOf(visit);
    const { therapist: _, ...spot } = to;
    const routine = this.board ? routineName(this.board, to) : "";
    const outcome = await this.#send({
      ask: (revision) => this.api.move({ visit: visit.id, ...spot }, revision),
      arrived: (board) => board.visits.some((v) => v.id === visit.id && sameSpot(v, spot)),
      ahead: { id: visit.id, shown: { ...spot, end: spot.start + visit.end - visit.start, routine } },
    });
    if (outcome.end === "done") {
      const { before, after } = outcome;
      this.say(words.moved(name, where, after.quality.cost - before.quality.cost, after.quality.cost));
    } else {
      this.#complain((outcome.end === "refused" ? words.backAgain : words.notSaved)(outcome.sentence));
    }
  }

  async #place(unmet: Unmet, to: HeldSpot, where: string): Promise<void> {
    const { service, child } = unmet;
    const stands = (v: Visit) => sameSpot(v, to) && v.children.some((c) => c.service === service);
    const outcome = await this.#send({
      ask: (revision) => this.api.place({ service, ...to }, revision),
      arrived: (board) => board.visits.some(stands),
    });
    if (outcome.end !== "done") return this.#complain(words.notDone(outcome.sentence));
    const visit = outcome.after.visits.find(stands);
    if (visit) this.focus(visit.id);
    this.say(words.placed(child, where));
  }

  async pin(id: string): Promise<void> {
    const visit = this.visits.find((v) => v.id === id);
    if (!visit || !this.editable) return;
    const pinned = !visit.pinned;
    const outcome = await this.#send({
      ask: (revision) => this.api.pin(id, pinned, revision),
      arrived: (board) => board.visits.some((v) => v.id === id && v.pinned === pinned),
      ahead: { id, shown: { pinned } },
    });
    if (outcome.end !== "done") return this.#complain(words.notDone(outcome.sentence));
    this.say((pinned ? words.pinnedSaid : words.unpinnedSaid)(this.timetable.nameOf(visit)));
  }

  /** Takes the last change back, or does it again. */
  async goBack(which: "undo" | "redo"): Promise<void> {
    if (!this.editable) return;
    this.putBack();
    const outcome = await this.#send({ ask: (revision) => this.api[which](revision), arrived: () => false });
    if (outcome.end === "done")
      this.say((which === "undo" ? words.undone : words.redone)(outcome.after.quality.cost));
    else if (outcome.end === "refused") this.notice = { tone: "info", sentence: outcome.sentence };
    else this.#complain(words.notDone(outcome.sentence));
  }

  #send(change: Change): Promise<Outcome> {
    this.notice = null;
    return this.timetable.send(change);
  }

  #complain(sentence: string): void {
    this.notice = { tone: "error", sentence };
  }
}
