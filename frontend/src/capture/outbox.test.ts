import { beforeEach, expect, test } from "vitest";
import { COUNTER, countRows, devicesWithRows, outboxFile } from "./outbox";
import { anObservation, freshDatabase, freshOutbox } from "./testing";
import { bytesOf, importKey, unseal } from "./vault";

beforeEach(() => localStorage.clear());

test("what lies on the device shows neither child nor value", async () => {
  const database = freshDatabase();
  const outbox = await freshOutbox(database);
  await outbox.keep(anObservation(1));
  const rows = JSON.stringify(
    [await database.rows.toArray(), await database.seen.toArray()],
    (_name, value) => (value instanceof ArrayBuffer ? String.fromCharCode(...new Uint8Array(value)) : value),
  );
  expect(rows).toContain("waiting");
  expect(rows).not.toMatch(/mei-ling|Alone|trials/);
});

test("the oldest come first, however they were kept, and no more than asked for", async () => {
  const outbox = await freshOutbox();
  for (const order of [5, 1, 4, 2, 3]) await outbox.keep(anObservation(order));
  expect((await outbox.next(3)).map(({ order }) => order)).toEqual([1, 2, 3]);
  expect(await outbox.oldest()).toBe(1);
});

test("a row leaves only when an answer names it; a refused one stays with its sentence", async () => {
  const outbox = await freshOutbox();
  const [a, b, c, d] = [1, 2, 3, 4].map((order) => anObservation(order));
  if (!a || !b || !c || !d) throw new Error("four were made");
  await outbox.keep(a, b, c, d);
  await outbox.settle([
    { id: a.id, answer: "kept", sentence: "" },
    { id: b.id, answer: "known", sentence: "" },
    { id: c.id, answer: "refused", sentence: "Not in your team." },
  ]);
  expect((await outbox.next(9)).map(({ id }) => id)).toEqual([d.id]);
  expect(await outbox.refused()).toEqual([{ entry: c, sentence: "Not in your team." }]);
  expect(await countRows(outbox.database, outbox.device)).toEqual({ waiting: 1, refused: 1, others: 0 });
  expect(localStorage.getItem(COUNTER)).toBe("2");
});

test("a mended entry takes the place of the refused one and waits", async () => {
  const outbox = await freshOutbox();
  const wrong = anObservation(1);
  await outbox.keep(wrong);
  await outbox.settle([{ id: wrong.id, answer: "refused", sentence: "No." }]);
  const right = { ...wrong, id: crypto.randomUUID(), value: { help: 1, word: "Point" } };
  await outbox.mend(wrong.id, right);
  expect(await outbox.refused()).toEqual([]);
  expect(await outbox.next(9)).toEqual([right]);
  expect(await outbox.seen("visit")).toEqual([right]);
});

test("a row that the disk has spoilt stops no other, and goes along in a saved file", async () => {
  const outbox = await freshOutbox();
  const [spoilt, whole] = [anObservation(1), anObservation(2)];
  await outbox.keep(spoilt, whole);
  await outbox.database.rows.update(spoilt.id, { data: new ArrayBuffer(32) });
  await outbox.database.seen.update(spoilt.id, { data: new ArrayBuffer(32) });
  expect(await outbox.next(1)).toEqual([whole]);
  expect(await outbox.seen("visit")).toEqual([whole]);
  await outbox.settle([{ id: whole.id, answer: "kept", sentence: "" }]);
  expect(await outbox.next(9)).toEqual([]);
  expect(JSON.parse(await outboxFile(outbox.database, outbox.device)).rows).toHaveLength(1);
});

test("a dropped entry is gone from the counts too", async () => {
  const outbox = await freshOutbox();
  const entry = anObservation(1);
  await outbox.keep(entry);
  await outbox.drop(entry.id);
  expect(await outbox.next(9)).toEqual([]);
  expect(await outbox.seen("visit")).toEqual([]);
  expect(localStorage.getItem(COUNTER)).toBe("0");
});

test("two people on one tablet: each sends her own, and counts the other's", async () => {
  const database = freshDatabase();
  const hana = await freshOutbox(database, "device-a");
  const rosa = await freshOutbox(database, "device-b", btoa("fedcba9876543210fedcba9876543210"));
  const hers = anObservation(1);
  await hana.keep(hers);
  await rosa.keep(anObservation(2), anObservation(3));
  expect((await hana.next(9)).map(({ id }) => id)).toEqual([hers.id]);
  expect(await countRows(database, "device-b")).toEqual({ waiting: 2, refused: 0, others: 1 });
  expect(await countRows(database, null)).toEqual({ waiting: 0, refused: 0, others: 3 });
  expect((await devicesWithRows(database)).sort()).toEqual(["device-a", "device-b"]);
});

test("the file holds one person's rows in order, still ciphertext, and the device's key opens each under its id", async () => {
  const database = freshDatabase();
  const outbox = await freshOutbox(database);
  const [second, first] = [anObservation(2), anObservation(1)];
  await outbox.keep(second, first);
  const written = await outboxFile(database, "device-a");
  expect(written).not.toMatch(/mei-ling|Alone/);
  const file = JSON.parse(written) as {
    format: string;
    device: string;
    rows: { id: string; order: number; iv: string; data: string }[];
  };
  expect([file.format, file.device]).toEqual(["alongside-outbox/1", "device-a"]);
  expect(file.rows.map(({ order }) => order)).toEqual([1, 2]);
  const key = await importKey(btoa("0123456789abcdef0123456789abcdef"));
  const [row] = file.rows;
  if (!row) throw new Error("two rows were written");
  const sealed = { iv: bytesOf(row.iv), data: bytesOf(row.data).buffer };
  expect(await unseal(key, row.id, sealed)).toEqual(first);
  await expect(unseal(key, second.id, sealed)).rejects.toThrow();
});
