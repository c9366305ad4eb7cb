/** Texts that keep themselves while somebody types, and tell two people who write at once before either loses a word.
 *
 * Each text is a form of its own (`form[data-autosave]`), or stands in a form of values with its address in
 * `[data-autosave]`; the number of the text that it was made from is in `seen`.
 * The page brings the words: the states in the attributes of `[data-autosave-words]`, the choice between two texts in
 * `template[data-autosave-conflict]`. A text that was not answered yet waits in this tab's own store.
 */

export const WAIT = 800;
const AGAIN = 5000;

export interface Unsent {
  text: string;
  seen: string;
}
interface Kept {
  number: number;
}
interface Conflict {
  theirs: string;
  number: number;
  who: string;
}
type Send = (address: string, body: FormData) => Promise<Response>;

/** Both texts, theirs first; one that holds the other is enough alone. */
export function joined(theirs: string, mine: string, between = "\n\n"): string {
  if (theirs.includes(mine.trim())) return theirs;
  if (mine.includes(theirs.trim())) return mine;
  return `${theirs.trimEnd()}${between}${mine.trimStart()}`;
}

const post: Send = (address, body) =>
  fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    redirect: "error",
  });

/** One text: what it says, what was sent, and what is still on its way. */
class Text {
  private timer = 0;
  private sending = false;
  private kept: string;
  private leaving = false;
  private readonly words: DOMStringMap;

  constructor(
    private readonly root: HTMLElement,
    private readonly form: HTMLFormElement,
    private readonly box: HTMLTextAreaElement | HTMLInputElement,
    private readonly send: Send,
    private readonly store: Storage,
  ) {
    this.kept = box.defaultValue;
    this.words = document.querySelector<HTMLElement>("[data-autosave-words]")?.dataset ?? {};
    for (const button of root.querySelectorAll<HTMLElement>("[data-autosave-button]")) button.hidden = true;
    this.takeUp();
    box.addEventListener("input", () => this.typed());
    box.addEventListener("blur", () => this.soon(0));
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("beforeunload", () => {
      this.leaving = true;
    });
    if (root === form) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.soon(0);
      });
    } else {
      // A text among values is kept here, and no business of theirs.
      box.addEventListener("change", (event) => event.stopPropagation());
    }
  }

  private get field(): { target: string; name: string } {
    return { target: this.hidden("target").value, name: this.hidden("field").value };
  }

  private get key(): string {
    return `unsent ${this.field.target} ${this.field.name}`;
  }

  private hidden(name: string): HTMLInputElement {
    return this.root.querySelector(`[name="${name}"]`) as HTMLInputElement;
  }

  private get address(): string {
    return this.root.dataset.autosave || this.form.action;
  }

  private body(text: string): FormData {
    const body = new FormData();
    const token = this.form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]");
    if (token) body.set(token.name, token.value);
    for (const name of ["target", "field", "seen"]) body.set(name, this.hidden(name).value);
    body.set("text", text);
    return body;
  }

  /** What this tab still holds from before a reload. */
  private takeUp(): void {
    const held = this.store.getItem(this.key);
    if (held === null) return;
    const unsent = JSON.parse(held) as Unsent;
    if (unsent.text === this.kept) {
      this.store.removeItem(this.key);
      return;
    }
    this.box.value = unsent.text;
    this.hidden("seen").value = unsent.seen;
    this.soon(0);
  }

  private typed(): void {
    this.hold();
    this.say("typing");
    this.soon(WAIT);
  }

  private hold(): void {
    const unsent: Unsent = { text: this.box.value, seen: this.hidden("seen").value };
    this.store.setItem(this.key, JSON.stringify(unsent));
  }

  private soon(wait: number): void {
    window.clearTimeout(this.timer);
    if (this.box.value === this.kept || this.isAsked) return;
    this.timer = window.setTimeout(() => void this.keep(), wait);
  }

  private async keep(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    const text = this.box.value;
    this.say("keeping");
    try {
      await this.answered(await this.send(this.address, this.body(text)), text);
    } catch {
      this.say("offline", true);
      this.timer = window.setTimeout(() => void this.keep(), AGAIN);
    } finally {
      this.sending = false;
    }
  }

  private async answered(answer: Response, text: string): Promise<void> {
    if (answer.ok) {
      this.settled(text, ((await answer.json()) as Kept).number);
    } else if (answer.status === 409) {
      this.ask((await answer.json()) as Conflict);
    } else if (answer.status === 422) {
      this.say("", true, ((await answer.json()) as { sentence: string }).sentence);
    } else {
      throw new Error(String(answer.status));
    }
  }

  private settled(text: string, number: number): void {
    this.kept = text;
    this.hidden("seen").value = String(number);
    if (this.box.value === text) {
      // The page that comes next may have been read before this was kept: it compares and forgets.
      if (!this.leaving) this.store.removeItem(this.key);
      this.say("kept");
      // What is said beside the values of the same form may have to do with it.
      if (this.root !== this.form) this.form.dispatchEvent(new Event("change"));
    } else {
      this.hold();
      this.soon(WAIT);
    }
  }

  private get isAsked(): boolean {
    return this.root.querySelector("[data-conflict]") !== null;
  }

  /** Both texts side by side; nothing is sent until somebody has chosen. */
  private ask(conflict: Conflict): void {
    const template = document.querySelector<HTMLTemplateElement>("template[data-autosave-conflict]");
    const shown = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!shown || this.isAsked) return;
    shown.dataset.conflict = "";
    const mine = this.box.value;
    const fill: Record<string, string> = { who: conflict.who, theirs: conflict.theirs, mine };
    for (const place of shown.querySelectorAll<HTMLElement>("[data-fill]")) {
      place.textContent = fill[place.dataset.fill ?? ""] ?? "";
    }
    const choices: Record<string, () => string> = {
      mine: () => this.box.value,
      theirs: () => conflict.theirs,
      both: () =>
        joined(conflict.theirs, this.box.value, this.box instanceof HTMLInputElement ? " " : "\n\n"),
    };
    for (const button of shown.querySelectorAll<HTMLButtonElement>("[data-choose]")) {
      button.addEventListener("click", () => {
        this.box.value = choices[button.dataset.choose ?? ""]?.() ?? mine;
        this.hidden("seen").value = String(conflict.number);
        this.kept = conflict.theirs;
        shown.remove();
        this.box.focus();
        if (this.box.value === this.kept) this.settled(this.box.value, conflict.number);
        else {
          this.hold();
          this.soon(0);
        }
      });
    }
    this.hold();
    this.root.append(shown);
    this.say("met", true);
  }

  private say(state: string, isLoud = false, sentence = ""): void {
    const line = this.root.querySelector<HTMLElement>("[data-autosave-state]");
    if (!line) return;
    line.textContent = sentence || (this.words[state] ?? "");
    line.classList.toggle("text-warning-ink", isLoud);
    line.classList.toggle("text-muted", !isLoud);
  }
}

export function startAutosave(send: Send = post, store: Storage = window.sessionStorage): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-autosave]")) {
    const form = root.closest("form");
    const box = root.querySelector<HTMLTextAreaElement | HTMLInputElement>(
      "textarea, input:not([type=hidden])",
    );
    if (form && box) new Text(root, form, box, send, store);
  }
}
