/** Signing out on a device that holds entries: asks first, and takes the day's key and children off this browser.
 *
 * Loaded on every page, so it speaks to the browser's database itself and knows nothing of the capture page but names.
 */

import { tn } from "./words";

/** Kept by the capture page's outbox: how many entries wait on this device. */
const COUNTER = "alongside-waiting";
const DATABASE = "alongside-capture";
/** What must not outlast a sign-out. Entries stay, as ciphertext, until their maker signs in again. */
const STORES = ["keys", "kept", "seen"];

export function question(waiting: number): string {
  return tn(
    "{count} entry on this device has not been sent. Sign out all the same? It stays here, locked, until you sign in again.",
    "{count} entries on this device have not been sent. Sign out all the same? They stay here, locked, until you sign in again.",
    waiting,
  );
}

/** Empties the stores that hold the day; true also where there never was one. */
export async function forgetDay(factory: IDBFactory = indexedDB): Promise<void> {
  const known = (await factory.databases?.()) ?? [];
  if (!known.some(({ name }) => name === DATABASE)) return;
  await new Promise<void>((done) => {
    const opening = factory.open(DATABASE);
    opening.onerror = () => done();
    opening.onsuccess = () => {
      const database = opening.result;
      const stores = STORES.filter((name) => database.objectStoreNames.contains(name));
      const finish = () => {
        database.close();
        done();
      };
      if (!stores.length) return finish();
      const work = database.transaction(stores, "readwrite");
      for (const name of stores) work.objectStore(name).clear();
      work.oncomplete = work.onabort = work.onerror = finish;
    };
  });
}

/** Whether a form signs out: its address is the one of signing out. */
function signsOut(form: HTMLFormElement): boolean {
  return new URL(form.action, location.href).pathname.endsWith("/logout/");
}

export function startSignOut(
  ask: (sentence: string) => boolean = (sentence) => confirm(sentence),
  forget: () => Promise<void> = forgetDay,
): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !signsOut(form)) return;
    event.preventDefault();
    const waiting = Number(localStorage.getItem(COUNTER) ?? 0);
    if (waiting > 0 && !ask(question(waiting))) return;
    // `submit()` fires no event of its own, so it is not asked twice.
    void forget().finally(() => form.submit());
  });
}
