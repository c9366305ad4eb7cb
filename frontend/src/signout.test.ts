import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forget, openDatabase } from "./capture/database";
import { COUNTER } from "./capture/outbox";
import { forgetDay, question, startSignOut } from "./signout";

let asked: string[] = [];
let answer = true;
let forgotten = 0;
startSignOut(
  (sentence) => {
    asked.push(sentence);
    return answer;
  },
  async () => {
    forgotten += 1;
  },
);

beforeEach(() => {
  localStorage.clear();
  asked = [];
  answer = true;
  forgotten = 0;
});
afterEach(() => document.body.replaceChildren());

function press(action: string): { left: boolean; form: HTMLFormElement } {
  const form = Object.assign(document.createElement("form"), { action, method: "post" });
  form.submit = vi.fn();
  document.body.append(form);
  const event = new Event("submit", { bubbles: true, cancelable: true });
  form.dispatchEvent(event);
  return { left: event.defaultPrevented, form };
}

test("signing out asks while entries wait, and says how many", async () => {
  localStorage.setItem(COUNTER, "12");
  const { form } = press("/account/logout/");
  expect(asked).toEqual([question(12)]);
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  expect(forgotten).toBe(1);
});

test("refused, nothing is sent and nothing forgotten", async () => {
  localStorage.setItem(COUNTER, "1");
  answer = false;
  const { left, form } = press("/account/logout/");
  await Promise.resolve();
  expect([left, forgotten]).toEqual([true, 0]);
  expect(form.submit).not.toHaveBeenCalled();
});

test("with nothing waiting it does not ask, and still takes the day off the browser", async () => {
  const { form } = press("/account/logout/");
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  expect([asked, forgotten]).toEqual([[], 1]);
});

test("another form goes its way", () => {
  localStorage.setItem(COUNTER, "3");
  expect(press("/theme/").left).toBe(false);
  expect(asked).toEqual([]);
});

test("the day goes from the browser's database, the entries stay; without one nothing is made", async () => {
  await forgetDay();
  expect(await indexedDB.databases()).toEqual([]);
  const database = openDatabase();
  await database.kept.put({ name: "pack", iv: new Uint8Array(12), data: new ArrayBuffer(3) });
  await database.rows.put({
    id: "a",
    device: "d",
    order: 1,
    state: "waiting",
    iv: new Uint8Array(12),
    data: new ArrayBuffer(3),
  });
  await forgetDay();
  expect([await database.kept.count(), await database.rows.count()]).toEqual([0, 1]);
  await forget(database);
});
