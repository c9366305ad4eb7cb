/** The whole page: opens the day, keeps and sends entries, and lets the day go at night. */
import type { Subscription } from "dexie";
import type { CaptureApi, Reply } from "./api";
import { type DeviceClock, iso, minuteOf, zoneOf } from "./clock";
import type { Entry, Pack, Visit } from "./contract";
import { type Database, fact, forget } from "./database";
import { Desk } from "./desk.svelte";
import { type Draft, Drafts } from "./drafts";
import { stands } from "./log";
import type { Memory } from "./memory";
import { type Counts, countRows, devicesWithRows, noteCount, Outbox, outboxFile } from "./outbox";
import { type HeldDay, heldDay, keepDay } from "./pack";
import { Sender, type SenderParts, type SendState } from "./sender";
import { Ticker } from "./ticker.svelte";
import { seal, unseal } from "./vault";
import { words } from "./words";

const INSTALLATION = "installation";
/** A pack older than this is asked for again when somebody looks at the page. */
const STALE_MS = 60_000;
const NIGHT_CHECK_MS = 60_000;

/** Why there is no day to show. */
export type Empty =
  | "opening"
  | "insecure"
  | "unkept"
  | "night"
  | "signed-out"
  | "silent"
  | "voided"
  | "not-allowed";

export interface CaptureParts {
  database: Database;
  api: CaptureApi;
  clock: DeviceClock;
  /** How this device is called in the list of devices. */
  deviceName: string;
  /** For the tests: how the sender waits and locks. */
  sending?: Pick<SenderParts, "lock" | "later" | "chance">;
}

export class Capture {
  pack = $state.raw<Pack | null>(null);
  empty = $state<Empty>("opening");
  /** What the server said when it did not give a day. */
  sentence = $state("");
  desk = $state.raw<Desk | null>(null);
  net = $state<SendState>("rest");
  counts = $state.raw<Counts>({ waiting: 0, refused: 0, others: 0 });
  /** Entries made here today in all visits, for how each of them stands. */
  made = $state.raw<Entry[]>([]);
  /** Minutes since midnight, where the visits are. */
  minute = $derived.by(() => {
    const skew = (this.clock.skew ?? 0) * 1000;
    return minuteOf(this.ticker.now + skew, this.pack && zoneOf(this.pack.server_now));
  });
  /** For a screen reader. */
  said = $state("");
  /** Something that must be seen, such as a tap that could not be kept. */
  trouble = $state("");
  /** Words that were half written when the day went away under them, to be kept or thrown away. */
  leftOver = $state.raw<Draft[]>([]);
  outbox: Outbox | null = null;
  readonly ticker: Ticker;

  #held: HeldDay | null = null;
  #sender: Sender | null = null;
  #drafts: Drafts | null = null;
  #subscription: Subscription | null = null;
  #fetchedAt = 0;
  #asking: Promise<void> | null = null;
  #nightly: ReturnType<typeof setInterval> | undefined;

  constructor(readonly parts: CaptureParts) {
    this.ticker = new Ticker(parts.clock);
  }

  get clock(): DeviceClock {
    return this.parts.clock;
  }

  /** Shows what is kept at once, then asks the server. */
  async start(wish: string | null = null): Promise<void> {
    if (!globalThis.crypto?.subtle) {
      this.empty = "insecure";
      return;
    }
    const { database } = this.parts;
    try {
      await database.open();
    } catch {
      this.empty = "unkept";
      return;
    }
    this.#nightly = setInterval(() => void this.checkNight(), NIGHT_CHECK_MS);
    await this.checkNight();
    const held = await heldDay(database);
    if (held) await this.#take(held, wish);
    else this.counts = await countRows(database, null);
    await noteCount(database);
    await this.refresh(wish);
  }

  stop(): void {
    clearInterval(this.#nightly);
    this.ticker.stop();
    this.#sender?.stop();
    this.#subscription?.unsubscribe();
  }

  /** Somebody looks at the page again, or the network is back. */
  async wake(): Promise<void> {
    this.ticker.tick();
    await this.checkNight();
    const { desk } = this;
    if (desk && this.outbox) desk.entries = merged(await this.outbox.seen(desk.visit.id), desk.entries);
    if (!this.pack || this.net !== "rest" || this.clock.now() - this.#fetchedAt > STALE_MS)
      await this.refresh();
    else this.#sender?.nudge();
  }

  /** First sends, so that the pack that comes then knows what was marked here. */
  refresh(wish: string | null = null): Promise<void> {
    this.#asking ??= this.#refresh(wish).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #refresh(wish: string | null): Promise<void> {
    await this.#sender?.send();
    await this.#hear(await this.#askForPack(), wish);
  }

  async #askForPack(): Promise<Reply<Pack>> {
    const { api, database, deviceName } = this.parts;
    const installation = await fact(database, INSTALLATION, () => crypto.randomUUID());
    return api.pack(installation, deviceName);
  }

  async #hear(reply: Reply<Pack>, wish: string | null): Promise<void> {
    const { database, clock } = this.parts;
    if (reply.is === "ok") {
      this.#fetchedAt = clock.now();
      const oldest = (await this.outbox?.oldest()) ?? null;
      const since = Math.min(oldest ?? Number.MAX_SAFE_INTEGER, clock.next());
      await this.#take(await keepDay(database, reply.body, since), wish);
      void this.#sender?.send();
    } else if (reply.is === "voided") await this.#lock(reply.sentence);
    else if (reply.is === "signed-out") this.#without("signed-out", reply.sentence);
    else if (reply.is === "not-allowed") this.#without("not-allowed", reply.sentence);
    else this.#without("silent", "");
  }

  #without(why: "signed-out" | "not-allowed" | "silent", sentence: string): void {
    this.sentence = sentence;
    if (this.pack) this.net = why;
    // After the night it matters more that the day is over than that nobody answers.
    else if (this.empty !== "night" || why !== "silent") this.empty = why;
  }

  async #take(held: HeldDay, wish: string | null): Promise<void> {
    const { database } = this.parts;
    const isAnother = this.#held?.device !== held.device;
    if (isAnother) {
      this.#subscription?.unsubscribe();
      this.#sender?.stop();
      this.#clearDesk();
      this.#drafts = new Drafts(database, held.device, held.key);
      const outbox = new Outbox(database, held.device, held.key);
      this.outbox = outbox;
      this.#subscription = outbox.counts.subscribe((counts) => {
        this.counts = counts;
      });
      this.#sender = new Sender({
        outbox,
        api: this.parts.api,
        clock: this.clock,
        onstate: (state, sentence) => void this.#heard(state, sentence),
        freshen: () => this.#freshen(),
        ...this.parts.sending,
      });
    }
    this.#held = held;
    if (isAnother) this.leftOver = (await this.#drafts?.all()) ?? [];
    this.made = (await this.outbox?.seen()) ?? [];
    const isFirst = this.pack === null;
    this.pack = held.pack;
    if (this.net === "signed-out" || this.net === "not-allowed") this.net = "rest";
    const { desk } = this;
    if (desk) {
      const visit = held.pack.visits.find(({ id }) => id === desk.visit.id);
      desk.pack = held.pack;
      desk.since = held.since;
      if (visit) desk.visit = visit;
    } else if (isFirst) {
      const opens = held.pack.visits.find(({ id }) => id === wish) ?? this.visitNow(held.pack);
      if (opens) await this.open(opens);
    }
  }

  async #heard(state: SendState, sentence: string): Promise<void> {
    if (state === "voided") await this.#lock(sentence);
    else {
      this.net = state;
      this.sentence = sentence;
    }
  }

  /** A fresh token comes with the pack. Somebody else's pack means that these entries wait for their own maker. */
  async #freshen(): Promise<boolean> {
    const reply = await this.#askForPack();
    const isMine = reply.is === "ok" && reply.body.device.id === this.#held?.device;
    if (!isMine) queueMicrotask(() => void this.#hear(reply, null));
    return isMine;
  }

  async #lock(sentence: string): Promise<void> {
    this.sentence = sentence || words.voided;
    await this.#letGo("voided");
  }

  /** At night, the key, the pack and today's counts go; entries stay as ciphertext. */
  async checkNight(): Promise<void> {
    const { database, clock } = this.parts;
    const [key] = await database.keys.toArray();
    // Without a key while a day is shown, somebody signed out on another page of this browser.
    if (!key && this.#held) return this.#letGo("signed-out");
    if (!key || clock.corrected() < key.expires_at) return;
    await this.#letGo("night");
    void this.refresh();
  }

  async #letGo(why: "night" | "voided" | "signed-out"): Promise<void> {
    const { database } = this.parts;
    this.#sender?.stop();
    this.#subscription?.unsubscribe();
    this.#clearDesk();
    const drafts = this.#drafts;
    this.#sender = this.#subscription = this.#held = this.#drafts = null;
    this.outbox = this.pack = null;
    this.made = [];
    this.net = "rest";
    this.empty = why;
    await drafts?.settled();
    await forget(database);
    this.counts = await countRows(database, null);
  }

  /** Takes the open visit off the page under whoever writes in it; what is written is offered again later. */
  #clearDesk(): void {
    if (this.desk) this.desk.isLetGo = true;
    this.desk = null;
    this.leftOver = [];
  }

  visitNow(pack: Pack): Visit | null {
    const minute = minuteOf(this.clock.corrected(), zoneOf(pack.server_now));
    return (
      pack.visits.find(({ starts, ends, is_mine }) => is_mine && starts <= minute && minute < ends) ?? null
    );
  }

  async open(visit: Visit): Promise<void> {
    const { outbox, pack } = this;
    const held = this.#held;
    const drafts = this.#drafts;
    if (!outbox || !pack || !held || !drafts) return;
    const { database } = this.parts;
    const name = `visit:${visit.id}`;
    const kept = await database.kept.get(name);
    const memory = kept ? await unseal<Memory>(held.key, name, kept).catch(() => null) : null;
    this.desk = new Desk(visit, pack, await outbox.seen(visit.id), memory, held.since, {
      clock: this.clock,
      keep: (entries: Entry[]) => this.#keep(outbox, entries),
      drafts,
      remember: async (_visit, now) => {
        await database.kept.put({ name, ...(await seal(held.key, name, now)) });
      },
      say: (sentence) => {
        this.said = sentence;
      },
      trouble: (sentence) => {
        this.trouble = sentence;
      },
    });
  }

  async #keep(outbox: Outbox, entries: Entry[]): Promise<void> {
    await outbox.keep(...entries);
    this.made = [...this.made, ...entries];
    this.#sender?.nudge();
  }

  leave(): void {
    this.desk = null;
  }

  /** Somebody writes on in what was left over. */
  async rewrite(draft: Draft, text: string): Promise<void> {
    await this.#drafts?.write({ ...draft, text });
  }

  /** Keeps what was left over as a word about its visit, whether or not that is one of today's. */
  async keepLeftOver(draft: Draft, text: string): Promise<void> {
    const { desk, outbox, clock } = this;
    if (!outbox) return;
    const detail = { words: text };
    if (desk?.visit.id === draft.visit.id) {
      if (!(await desk.mark("word", detail, draft.child, words.wordKept))) return;
    } else {
      const at = iso(clock.now());
      const told = { id: crypto.randomUUID(), order: clock.next(), at, skew: clock.skew };
      const { visit, child } = draft;
      try {
        await this.#keep(outbox, [{ ...told, visit, child, kind: "mark", mark: "word", detail }]);
      } catch {
        this.trouble = words.notKept;
        return;
      }
      this.said = words.wordKept;
    }
    await this.throwAway(draft);
  }

  async throwAway(draft: Draft): Promise<void> {
    this.leftOver = this.leftOver.filter(({ id }) => id !== draft.id);
    await this.#drafts?.drop(draft.id);
  }

  /** How a visit ended, as the pack says it or as it was marked here since; empty while it has not. */
  outcomeOf(visit: Visit): string {
    const here = this.made.filter((entry) => entry.visit?.id === visit.id);
    return stands(visit, here, this.#held?.since ?? 0).outcome;
  }

  /** After a refused entry was mended or dropped: the counts follow, and it is sent. */
  async mended(): Promise<void> {
    const { desk, outbox } = this;
    this.made = (await outbox?.seen()) ?? [];
    if (desk) desk.entries = this.made.filter((entry) => entry.visit?.id === desk.visit.id);
    this.#sender?.nudge();
  }

  /** One file for each person whose entries lie here, still ciphertext. */
  async saveFile(): Promise<void> {
    const { database } = this.parts;
    for (const device of await devicesWithRows(database)) {
      const file = new Blob([await outboxFile(database, device)], { type: "application/json" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `alongside-outbox-${device.slice(0, 8)}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }
  }
}

/** What lies on the disk and what was tapped a moment ago and is still being written. */
function merged(kept: Entry[], shown: Entry[]): Entry[] {
  const known = new Set(kept.map(({ id }) => id));
  return [...kept, ...shown.filter(({ id }) => !known.has(id))];
}
