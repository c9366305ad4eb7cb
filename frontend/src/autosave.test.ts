import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { joined, startAutosave, WAIT } from "./autosave.ts";

const kept = (number: number) => new Response(JSON.stringify({ number }), { status: 200 });
const met = () =>
  new Response(JSON.stringify({ theirs: "Joy’s words", number: 4, who: "Joy" }), { status: 409 });
const send = vi.fn<(address: string, body: FormData) => Promise<Response>>();
const sent = () => send.mock.calls.map(([_address, body]) => body.get("text"));

beforeEach(() => {
  vi.useFakeTimers();
  send.mockReset();
  sessionStorage.clear();
  document.body.innerHTML = `
    <div data-autosave-words data-keeping="Keeping…" data-kept="Kept" data-offline="Not sent yet" data-met="Two texts"></div>
    <template data-autosave-conflict><div role="alert"><b data-fill="who"></b><p data-fill="theirs"></p><p data-fill="mine"></p>
      <button type="button" data-choose="both">Both</button><button type="button" data-choose="mine">Mine</button>
      <button type="button" data-choose="theirs">Theirs</button></div></template>
    <form data-autosave action="/text/"><input type="hidden" name="target" value="7"><input type="hidden" name="field" value="needs">
      <input type="hidden" name="seen" value="3"><textarea name="text">Before</textarea>
      <button data-autosave-button>Keep</button><p data-autosave-state></p></form>`;
});
afterEach(() => vi.useRealTimers());

const box = () => document.querySelector("textarea") as HTMLTextAreaElement;
const seen = () => document.querySelector<HTMLInputElement>("[name=seen]")?.value;
const state = () => document.querySelector("[data-autosave-state]")?.textContent;
const wait = (time = WAIT) => vi.advanceTimersByTimeAsync(time);
const choose = (which: string) => document.querySelector<HTMLElement>(`[data-choose=${which}]`)?.click();

function type(text: string): void {
  box().value = text;
  box().dispatchEvent(new Event("input"));
}

test("a text is sent once somebody pauses, and its number comes back", async () => {
  send.mockResolvedValue(kept(4));
  startAutosave(send);
  type("Be");
  await wait(WAIT - 100);
  type("Better");
  expect(send).not.toHaveBeenCalled();
  await wait();
  expect(sent()).toEqual(["Better"]);
  expect([seen(), state()]).toEqual(["4", "Kept"]);
  expect(sessionStorage.length).toBe(0);
});

test("what is typed while a text is on its way follows it", async () => {
  let answer: (response: Response) => void = () => {};
  send.mockReturnValueOnce(new Promise((resolve) => (answer = resolve))).mockResolvedValueOnce(kept(5));
  startAutosave(send);
  type("One");
  await wait();
  type("One two");
  await wait();
  answer(kept(4));
  await wait();
  expect(send).toHaveBeenCalledTimes(2);
  expect([box().value, seen()]).toEqual(["One two", "5"]);
});

test("a text that cannot be sent stays with us over a reload and goes out later", async () => {
  send.mockRejectedValue(new TypeError("offline"));
  startAutosave(send);
  type("Unsent");
  await wait();
  expect(state()).toBe("Not sent yet");
  box().value = "Before";
  send.mockReset();
  send.mockResolvedValue(kept(4));
  startAutosave(send);
  expect(box().value).toBe("Unsent");
  await wait(0);
  expect(sent()[0]).toBe("Unsent");
  expect(sessionStorage.length).toBe(0);
});

test("both texts stand side by side until somebody chooses", async () => {
  send.mockResolvedValueOnce(met()).mockResolvedValueOnce(kept(5));
  startAutosave(send);
  type("My words");
  await wait();
  const shown = document.querySelector("[role=alert]");
  expect(shown?.textContent).toContain("Joy’s words");
  expect(shown?.textContent).toContain("My words");
  await wait(20 * WAIT);
  expect(send).toHaveBeenCalledTimes(1);
  choose("both");
  expect(box().value).toBe("Joy’s words\n\nMy words");
  expect(seen()).toBe("4");
  await wait(0);
  expect(seen()).toBe("5");
});

test("theirs needs no sending; mine is sent over it", async () => {
  send.mockResolvedValueOnce(met());
  startAutosave(send);
  type("My words");
  await wait();
  choose("theirs");
  await wait();
  expect([box().value, send.mock.calls.length]).toEqual(["Joy’s words", 1]);
  send.mockResolvedValueOnce(met()).mockResolvedValueOnce(kept(6));
  type("Again");
  await wait();
  choose("mine");
  await wait(0);
  expect([box().value, seen()]).toEqual(["Again", "6"]);
});

test("a refusal is said beside the text, and the text stays", async () => {
  send.mockResolvedValue(new Response(JSON.stringify({ sentence: "In review." }), { status: 422 }));
  startAutosave(send);
  type("Late");
  await wait();
  expect([state(), box().value]).toEqual(["In review.", "Late"]);
});

test("a text among values is kept by itself at its own address, and they hear of it once it is", async () => {
  document.body.innerHTML = `<form action="/values/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
    <input name="model" value="push_in"><div data-autosave="/text/"><input type="hidden" name="target" value="7">
    <input type="hidden" name="field" value="reason"><input type="hidden" name="seen" value="0">
    <textarea name="reason"></textarea><p data-autosave-state></p></div></form>`;
  const heard = vi.fn();
  document.querySelector("form")?.addEventListener("change", heard);
  send.mockResolvedValue(kept(1));
  startAutosave(send);
  type("Stories are told in class");
  box().dispatchEvent(new Event("change", { bubbles: true }));
  expect(heard).not.toHaveBeenCalled();
  await wait();
  const [address, body] = send.mock.calls[0] ?? [];
  expect(address).toBe("/text/");
  expect(Object.fromEntries(body ?? [])).toEqual({
    csrfmiddlewaretoken: "t",
    target: "7",
    field: "reason",
    seen: "0",
    text: "Stories are told in class",
  });
  expect([seen(), heard.mock.calls.length]).toEqual(["1", 1]);
});

test.each([
  ["Theirs", "Mine", "Theirs\n\nMine"],
  ["Long and mine", "mine", "Long and mine"],
  ["theirs", "Long and theirs", "Long and theirs"],
])("%j and %j are joined to %j", (theirs, mine, both) => {
  expect(joined(theirs, mine)).toBe(both);
});
