/** The day's pack as it lies on the device: sealed under the key that goes with it at night. */
import type { Pack } from "./contract";
import { type Database, forget } from "./database";
import { importKey, seal, unseal } from "./vault";

const PACK = "pack";

export interface HeldDay {
  device: string;
  key: CryptoKey;
  pack: Pack;
  /** The `order` from which marks made here are newer than the pack. */
  since: number;
}

/** What is written: the pack without its key. */
interface Written {
  pack: Pack;
  since: number;
}

/** What is kept of the day; null where there is none, or none that its key opens. */
export async function heldDay(database: Database): Promise<HeldDay | null> {
  const [held] = await database.keys.toArray();
  const kept = await database.kept.get(PACK);
  if (!held || !kept) return null;
  try {
    const { pack, since } = await unseal<Written>(held.key, PACK, kept);
    return { device: held.device, key: held.key, pack, since };
  } catch {
    return null;
  }
}

/** Keeps a pack that has come. Another person's day, and a key that is no longer the same, goes first. */
export async function keepDay(database: Database, pack: Pack, since: number): Promise<HeldDay> {
  const { id: device, key: raw } = pack.device;
  const [before] = await database.keys.toArray();
  if (before && before.device !== device) await forget(database);
  const key = before?.device === device ? before.key : await importKey(raw);
  const written: Written = { pack: { ...pack, device: { id: device, key: "" } }, since };
  await database.keys.put({ device, key, expires_at: Date.parse(pack.expires_at) });
  await database.kept.put({ name: PACK, ...(await seal(key, PACK, written)) });
  return { device, key, pack: written.pack, since };
}
