/** A stand-in server over an invented day, for the tests and the page of `dev.html` alone. */
import type { CaptureApi, Reply } from "./api";
import type { DeviceClock } from "./clock";
import type { Answers, Batch, Entry, Pack } from "./contract";
import { samplePack } from "./fixture";

const silent = { is: "silent", status: 0, sentence: "" } as const;

/** Takes entries in as the real one does: each once, in whichever order and however often they come. */
export class SampleServer implements CaptureApi {
  readonly kept = new Map<string, Entry>();
  /** Ids in the order in which they arrived. */
  readonly arrived: string[] = [];
  batches: Batch[] = [];
  offline = false;
  /** So many answers are lost after the entries were kept. */
  losesAnswers = 0;
  /** Ids that are refused, with the sentence. */
  readonly refuses = new Map<string, string>();
  /** An answer in place of what would be said: signed out, voided, broken. */
  instead: Exclude<Reply<never>, { is: "ok" }> | null = null;
  /** Ids over which a batch as a whole fails. */
  readonly poison = new Map<string, Exclude<Reply<never>, { is: "ok" }>>();

  constructor(
    public day: Pack = samplePack(),
    private readonly now: () => number = Date.now,
    /** Learns the server's time, as from a real answer. */
    private readonly clock: DeviceClock | null = null,
  ) {}

  async pack(): Promise<Reply<Pack>> {
    await Promise.resolve();
    if (this.offline) return silent;
    if (this.instead) return this.instead;
    return { is: "ok", body: structuredClone({ ...this.day, server_now: this.#time() }) };
  }

  async send(batch: Batch): Promise<Reply<Answers>> {
    await Promise.resolve();
    if (this.offline) return silent;
    if (this.instead) return this.instead;
    const poisoned = batch.entries.find(({ id }) => this.poison.has(id));
    if (poisoned) return this.poison.get(poisoned.id) ?? silent;
    this.batches.push(structuredClone(batch));
    const answers = batch.entries.map((entry) => this.#take(entry));
    if (this.losesAnswers > 0) {
      this.losesAnswers -= 1;
      return silent;
    }
    return { is: "ok", body: { answers, server_now: this.#time() } };
  }

  #take(entry: Entry): Answers["answers"][number] {
    const sentence = this.refuses.get(entry.id);
    if (sentence) return { id: entry.id, answer: "refused", sentence };
    if (this.kept.has(entry.id)) return { id: entry.id, answer: "known", sentence: "" };
    this.kept.set(entry.id, structuredClone(entry));
    this.arrived.push(entry.id);
    return { id: entry.id, answer: "kept", sentence: "" };
  }

  #time(): string {
    const time = new Date(this.now()).toISOString();
    if (this.clock) this.clock.learn(time, this.clock.now());
    return time;
  }
}
