/** Keeps each entry on the device until the server has answered for it by its id. */
import { liveQuery, type Observable } from "dexie";
import type { Answer, Entry } from "./contract";
import type { Database, Row, Sealed } from "./database";
import { base64Of, seal, unseal } from "./vault";

/** How many entries wait on this device, whoever made them: `signout.ts` reads it on every page. */
export const COUNTER = "alongside-waiting";

export interface Refused {
  entry: Entry;
  sentence: string;
}

export interface Counts {
  /** Of the person whose key is in use. */
  waiting: number;
  refused: number;
  /** Of somebody else on this device: they wait for that person's sign-in. */
  others: number;
}

/** The outbox of one person on this device. */
export class Outbox {
  readonly counts: Observable<Counts>;

  constructor(
    readonly database: Database,
    readonly device: string,
    private readonly key: CryptoKey,
  ) {
    this.counts = liveQuery(() => countRows(database, device));
  }

  /** Resolves once the entry lies on the disk, to be sent and for today's counts. */
  async keep(...entries: Entry[]): Promise<void> {
    const { database, device, key } = this;
    const sealed = await Promise.all(
      entries.map(async (entry) => {
        const row = { id: entry.id, order: entry.order, ...(await seal(key, entry.id, entry)) };
        return { row: { ...row, device, state: "waiting" } as Row, visit: entry.visit?.id ?? "" };
      }),
    );
    await database.transaction("rw", database.rows, database.seen, async () => {
      await database.rows.bulkAdd(sealed.map(({ row }) => row));
      await database.seen.bulkAdd(
        sealed.map(({ row: { id, order, iv, data }, visit }) => ({ id, order, visit, iv, data })),
      );
    });
    await noteCount(database);
  }

  /** The oldest entries that wait, in order. */
  async next(most: number): Promise<Entry[]> {
    for (;;) {
      const rows = await this.#rows("waiting").limit(most).toArray();
      const { opened, spoilt } = await this.#open(rows);
      for (const id of spoilt) await this.database.rows.update(id, { state: "unreadable" });
      if (opened.length || !rows.length) return opened;
    }
  }

  /** What these rows hold, and the ids of those that the key does not open: one spoilt row stops no other. */
  async #open(rows: readonly (Sealed & { id: string })[]): Promise<{ opened: Entry[]; spoilt: string[] }> {
    const opened: Entry[] = [];
    const spoilt: string[] = [];
    const results = await Promise.allSettled(rows.map((row) => unseal<Entry>(this.key, row.id, row)));
    results.forEach((result, place) => {
      if (result.status === "fulfilled") opened.push(result.value);
      else spoilt.push(rows[place]?.id ?? "");
    });
    return { opened, spoilt };
  }

  /** The smallest `order` that waits; null where nothing does. */
  async oldest(): Promise<number | null> {
    return (await this.#rows("waiting").first())?.order ?? null;
  }

  async waiting(): Promise<number> {
    return this.#rows("waiting").count();
  }

  /** A row leaves only here, because an answer names it; a refused one is set aside with its sentence. */
  async settle(answers: readonly Answer[]): Promise<void> {
    const { database, key } = this;
    const done = answers.filter(({ answer }) => answer === "kept" || answer === "known").map(({ id }) => id);
    const refused = await Promise.all(
      answers
        .filter(({ answer }) => answer === "refused")
        .map(async ({ id, sentence }) => ({ id, why: await seal(key, `${id}:why`, sentence) })),
    );
    await database.transaction("rw", database.rows, async () => {
      await database.rows.bulkDelete(done);
      for (const { id, why } of refused) await database.rows.update(id, { state: "refused", why });
    });
    await noteCount(database);
  }

  /** What the server did not take, oldest first. */
  async refused(): Promise<Refused[]> {
    const rows = await this.#rows("refused").toArray();
    return Promise.all(
      rows.map(async (row) => ({
        entry: await unseal<Entry>(this.key, row.id, row),
        sentence: row.why ? await unseal<string>(this.key, `${row.id}:why`, row.why) : "",
      })),
    );
  }

  /** Puts a mended entry in the place of a refused one; with the same id it is sent as what it was. */
  async mend(id: string, entry: Entry): Promise<void> {
    const { database, device, key } = this;
    const sealed = await seal(key, entry.id, entry);
    await database.transaction("rw", database.rows, database.seen, async () => {
      await database.rows.delete(id);
      await database.seen.delete(id);
      await database.rows.put({ id: entry.id, device, order: entry.order, state: "waiting", ...sealed });
      await database.seen.put({ id: entry.id, order: entry.order, visit: entry.visit?.id ?? "", ...sealed });
    });
    await noteCount(database);
  }

  async drop(id: string): Promise<void> {
    await this.database.rows.delete(id);
    await this.database.seen.delete(id);
    await noteCount(this.database);
  }

  /** Today's entries as they were made here, sent or not; of one visit or of all. */
  async seen(visit: string | null = null): Promise<Entry[]> {
    const { seen } = this.database;
    const rows = await (visit === null ? seen.toCollection() : seen.where("visit").equals(visit)).sortBy(
      "order",
    );
    return (await this.#open(rows)).opened;
  }

  #rows(state: Row["state"]) {
    const { device, database } = this;
    return database.rows
      .where("[device+state+order]")
      .between([device, state, Number.MIN_SAFE_INTEGER], [device, state, Number.MAX_SAFE_INTEGER]);
  }
}

/** Counts without a key too: at night the entries are still there. */
export async function countRows(database: Database, device: string | null): Promise<Counts> {
  const all = await database.rows.count();
  if (device === null) return { waiting: 0, refused: 0, others: all };
  const of = (state: Row["state"]) =>
    database.rows
      .where("[device+state+order]")
      .between([device, state, Number.MIN_SAFE_INTEGER], [device, state, Number.MAX_SAFE_INTEGER])
      .count();
  const [waiting, refused] = [await of("waiting"), await of("refused")];
  return { waiting, refused, others: all - waiting - refused };
}

export async function noteCount(database: Database): Promise<void> {
  localStorage.setItem(COUNTER, String(await database.rows.count()));
}

/** The entries of one person on this device as a file for a coordinator: still ciphertext. */
export async function outboxFile(database: Database, device: string): Promise<string> {
  const rows = await database.rows.filter((row) => row.device === device).sortBy("order");
  return JSON.stringify({
    format: "alongside-outbox/1",
    device,
    rows: rows.map(({ id, order, iv, data }) => ({ id, order, iv: base64Of(iv), data: base64Of(data) })),
  });
}

/** Whose entries lie here: the devices' numbers, for a file also when no key is held. */
export async function devicesWithRows(database: Database): Promise<string[]> {
  const devices = new Set<string>();
  await database.rows.each(({ device }) => devices.add(device));
  return [...devices];
}
