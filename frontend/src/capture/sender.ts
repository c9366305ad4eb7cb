/** Sends the outbox in order, from one tab at a time, until every entry is answered for. */
import type { CaptureApi, Reply } from "./api";
import { type DeviceClock, iso } from "./clock";
import type { Answers } from "./contract";
import type { Outbox } from "./outbox";
import { words } from "./words";

export const MOST = 200;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 120_000;
/** So often may the server break down over one and the same entry before the others go past it. */
const BREAKDOWNS = 5;

export type SendState = "rest" | "sending" | "silent" | "signed-out" | "voided" | "not-allowed";

export interface SenderParts {
  outbox: Outbox;
  api: CaptureApi;
  clock: DeviceClock;
  onstate: (state: SendState, sentence: string) => void;
  /** Gets a fresh CSRF token from the server; true where the same person is still signed in. */
  freshen: () => Promise<boolean>;
  /** One at a time over all tabs. */
  lock?: (work: () => Promise<void>) => Promise<void>;
  later?: (work: () => void, milliseconds: number) => () => void;
  chance?: () => number;
}

const tabLock = async (work: () => Promise<void>): Promise<void> => {
  await navigator.locks.request("alongside-send", work);
};

const timer = (work: () => void, milliseconds: number) => {
  const handle = setTimeout(work, milliseconds);
  return () => clearTimeout(handle);
};

export class Sender {
  state: SendState = "rest";
  #size = MOST;
  #tries = 0;
  #breakdowns = 0;
  #asked = false;
  #freshened = false;
  #cancel: (() => void) | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(private readonly parts: SenderParts) {}

  /** After an entry was kept: sends at once, unless a back-off runs or the server has said who must act first. */
  nudge(): void {
    if (!this.#cancel && (this.state === "rest" || this.state === "sending")) void this.send();
  }

  /** Sends now: after coming back online, at a press, when the page is looked at again. */
  send(): Promise<void> {
    // One asking is enough: whoever holds the lock next takes everything that waits by then.
    if (this.#asked) return this.#work;
    this.#asked = true;
    this.#cancel?.();
    this.#cancel = null;
    const lock = this.parts.lock ?? tabLock;
    this.#work = lock(async () => {
      this.#asked = false;
      await this.#sendAll();
    });
    return this.#work;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #say(state: SendState, sentence = ""): void {
    this.state = state;
    this.parts.onstate(state, sentence);
  }

  async #sendAll(): Promise<void> {
    const { outbox, api, clock } = this.parts;
    for (;;) {
      const entries = await outbox.next(this.#size);
      if (!entries.length) return this.#say("rest");
      this.#say("sending");
      const reply = await api.send({
        device: outbox.device,
        device_now: iso(clock.now()),
        waiting: await outbox.waiting(),
        entries,
      });
      if (!(await this.#hear(reply, entries))) return;
    }
  }

  /** True where the next batch may go. */
  async #hear(reply: Reply<Answers>, entries: { id: string }[]): Promise<boolean> {
    const { outbox } = this.parts;
    if (reply.is === "ok") {
      const sent = new Set(entries.map(({ id }) => id));
      const answers = reply.body.answers.filter(({ id }) => sent.has(id));
      await outbox.settle(answers);
      // An answer that names nothing we sent would have us ask for ever.
      if (!answers.length) return this.#wait();
      this.#tries = this.#breakdowns = 0;
      this.#freshened = false;
      this.#size = Math.min(MOST, this.#size * 2);
      return true;
    }
    if (reply.is === "signed-out" || reply.is === "voided") {
      this.#say(reply.is, reply.sentence);
      return false;
    }
    if (reply.is === "not-allowed") {
      if (!this.#freshened && (await this.parts.freshen())) {
        this.#freshened = true;
        return true;
      }
      this.#say("not-allowed", reply.sentence);
      return false;
    }
    if (reply.is === "unreadable") return this.#narrow(entries, words.unreadable);
    if (reply.is === "failed" && reply.status === 500 && ++this.#breakdowns % BREAKDOWNS === 0)
      return this.#narrow(entries, words.broke);
    return this.#wait();
  }

  /** Something in the batch cannot be taken in: halves it until that one entry is found, and sets it aside. */
  async #narrow(entries: { id: string }[], sentence: string): Promise<boolean> {
    const [first] = entries;
    if (entries.length === 1 && first) {
      await this.parts.outbox.settle([{ id: first.id, answer: "refused", sentence }]);
      return true;
    }
    this.#size = Math.ceil(entries.length / 2);
    return true;
  }

  #wait(): false {
    const { later = timer, chance = Math.random } = this.parts;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#cancel?.();
    this.#cancel = later(
      () => {
        this.#cancel = null;
        void this.send();
      },
      longest * (0.5 + chance() / 2),
    );
    this.#say("silent");
    return false;
  }
}
