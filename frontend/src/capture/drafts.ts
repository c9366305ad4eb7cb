/** Words that somebody began to write and has neither kept nor left: they outlast the day, sealed for their writer alone. */
import type { VisitName } from "./contract";
import type { Database } from "./database";
import { seal, unseal } from "./vault";

export interface Draft {
  id: string;
  visit: VisitName;
  /** What the visit is called. */
  title: string;
  /** Whom the words are about; null where they are about the visit. */
  child: string | null;
  name: string;
  text: string;
}

/** The drafts of one person on this device. */
export class Drafts {
  #work: Promise<void> = Promise.resolve();

  constructor(
    readonly database: Database,
    readonly device: string,
    private readonly key: CryptoKey,
  ) {}

  /** Keeps what is written by now, after everything that was written before; nothing but blanks is no draft. */
  write(draft: Draft): Promise<void> {
    const { database, device, key } = this;
    const { id } = draft;
    if (!draft.text.trim()) return this.drop(id);
    return this.#after(async () => {
      await database.drafts.put({ id, device, ...(await seal(key, id, draft)) });
    });
  }

  drop(id: string): Promise<void> {
    return this.#after(() => this.database.drafts.delete(id));
  }

  /** This person's drafts; what her key does not open is left where it lies. */
  async all(): Promise<Draft[]> {
    await this.settled();
    const rows = await this.database.drafts.where("device").equals(this.device).toArray();
    const opened = await Promise.allSettled(rows.map((row) => unseal<Draft>(this.key, row.id, row)));
    return opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  }

  /** Once everything that was written lies on the disk. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** A draft that cannot be kept must not stop the writing. */
  #after(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step).catch(() => undefined);
    return this.#work;
  }
}
