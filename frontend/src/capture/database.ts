/** What lies in this browser's IndexedDB: everything with a child in it only as ciphertext. */
import Dexie, { type EntityTable } from "dexie";

/** Sealed with AES-GCM under a device's key; `iv` is new for each seal. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** An entry that has not been answered for. `why` is the server's sentence about a refused one. An unreadable one, which
 * the disk has spoilt, holds nothing up: it stays here and goes along in a saved file. */
export interface Row extends Sealed {
  id: string;
  device: string;
  order: number;
  state: "waiting" | "refused" | "unreadable";
  why?: Sealed;
}

/** One person's key on this device: it cannot be read out of the browser, and goes at night. */
export interface HeldKey {
  device: string;
  key: CryptoKey;
  expires_at: number;
}

/** What the day needs and the night takes: the pack, how each visit's page stands (`name` says which). */
export interface Kept extends Sealed {
  name: string;
}

/** An entry made today, sent or not: for the counts on the page and for undo. */
export interface Seen extends Sealed {
  id: string;
  visit: string;
  order: number;
}

/** Words half written, of one person: see `drafts.ts`. */
export interface DraftRow extends Sealed {
  id: string;
  device: string;
}

export interface Fact {
  name: string;
  value: string;
}

export type Database = Dexie & {
  rows: EntityTable<Row, "id">;
  keys: EntityTable<HeldKey, "device">;
  kept: EntityTable<Kept, "name">;
  seen: EntityTable<Seen, "id">;
  facts: EntityTable<Fact, "name">;
  drafts: EntityTable<DraftRow, "id">;
};

/** `signout.ts` knows this name and the stores that a signed-out browser must not keep. */
export const NAME = "alongside-capture";

export function openDatabase(name: string = NAME): Database {
  const database = new Dexie(name) as Database;
  database.version(1).stores({
    rows: "id, [device+state+order]",
    keys: "device",
    kept: "name",
    seen: "id, visit",
    facts: "name",
  });
  database.version(2).stores({ drafts: "id, device" });
  return database;
}

/** What is true of this browser, such as its installation's number; made once where it is missing. */
export async function fact(database: Database, name: string, make: () => string): Promise<string> {
  return database.transaction("rw", database.facts, async () => {
    const known = await database.facts.get(name);
    if (known) return known.value;
    const value = make();
    await database.facts.put({ name, value });
    return value;
  });
}

/** The night, a sign-out or a void: key and children go; entries and words half written stay as they lie. */
export async function forget(database: Database): Promise<void> {
  await database.transaction("rw", database.keys, database.kept, database.seen, async () => {
    await database.keys.clear();
    await database.kept.clear();
    await database.seen.clear();
  });
}
