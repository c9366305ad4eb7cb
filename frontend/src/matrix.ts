/** The goal-by-routine matrix by keyboard: arrows move, a letter says who, a digit how often, Delete clears.
 *
 * Each cell is a link to the goal's own page of places, which does the same with a form. What is typed is drawn at once
 * and sent in order, with what one began from; once all is sent, the server's drawing of the matrix takes its place.
 * Where somebody else has changed the same meanwhile, theirs stands, and a notice below lets one choose.
 */

export type Who = "therapist" | "teacher" | "assistant" | "family" | "peer";
/** Who practises in a cell, and how many times a week. */
export type Entries = Partial<Record<Who, number>>;
export interface Cell {
  entries: Entries;
  /** Whom the next digit is about. */
  current: Who | null;
}
export interface Change {
  who: Who;
  times: number;
}
export interface Pressed {
  cell: Cell;
  changes: Change[];
  /** The key of a sentence to say instead: the letter is another discipline's, or nobody is there to count. */
  hint?: "other" | "nobody" | "column";
}

export const EVERY_DAY = 5;
/** The answer where somebody else has changed the same meanwhile. */
const MET = 409;
const PEOPLE: Record<string, Who> = { t: "teacher", a: "assistant", h: "family", p: "peer" };
const THERAPISTS = ["o", "s", "b"];

/** What a key does to a cell; null where the key is none of ours. `own` is the letter of the goal's discipline. */
export function press(cell: Cell, key: string, own: string, isHome: boolean): Pressed | null {
  const letter = key.toLowerCase();
  if (key === "Delete" || key === "Backspace") {
    const changes = (Object.keys(cell.entries) as Who[]).map((who) => ({ who, times: 0 }));
    return { cell: { entries: {}, current: null }, changes };
  }
  if (THERAPISTS.includes(letter)) {
    if (letter !== own.toLowerCase()) return { cell, changes: [], hint: "other" };
    return isHome ? { cell, changes: [], hint: "column" } : chosen(cell, "therapist");
  }
  const who = PEOPLE[letter];
  if (who) {
    return (who === "family") === isHome ? chosen(cell, who) : { cell, changes: [], hint: "column" };
  }
  if (/^[0-7]$/.test(key)) return counted(cell, Number(key));
  return null;
}

function chosen(cell: Cell, who: Who): Pressed {
  if (cell.entries[who]) return { cell: { ...cell, current: who }, changes: [] };
  const entries = { ...cell.entries, [who]: EVERY_DAY };
  return { cell: { entries, current: who }, changes: [{ who, times: EVERY_DAY }] };
}

function counted(cell: Cell, times: number): Pressed {
  const there = Object.keys(cell.entries) as Who[];
  const who = cell.current ?? there.at(-1);
  if (!who || !cell.entries[who]) return { cell, changes: [], hint: "nobody" };
  const { [who]: _before, ...others } = cell.entries;
  return times
    ? { cell: { entries: { ...cell.entries, [who]: times }, current: who }, changes: [{ who, times }] }
    : { cell: { entries: others, current: null }, changes: [{ who, times: 0 }] };
}

/** Which way the right arrow leads along a row: back where one reads from right to left. */
function onward(): 1 | -1 {
  return document.documentElement.dir === "rtl" ? -1 : 1;
}

/** Where an arrow, Home or End leads from a place in a grid of so many rows and columns; null for another key. */
export function step(
  place: readonly [number, number],
  key: string,
  size: readonly [number, number],
): [number, number] | null {
  const [row, column] = place;
  const [rows, columns] = size;
  const within = (value: number, most: number) => Math.max(0, Math.min(most - 1, value));
  switch (key) {
    case "ArrowUp":
      return [within(row - 1, rows), column];
    case "ArrowDown":
      return [within(row + 1, rows), column];
    case "ArrowLeft":
      return [row, within(column - onward(), columns)];
    case "ArrowRight":
      return [row, within(column + onward(), columns)];
    case "Home":
      return [row, 0];
    case "End":
      return [row, columns - 1];
    default:
      return null;
  }
}

type Send = (body: FormData) => Promise<Response>;

/** The matrix on the page: `[data-matrix]` around the table, `a[data-cell]` in each cell. */
export class Matrix {
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;
  private readonly current = new Map<string, Who | null>();
  /** Who stands in each cell as far as the server has told us, and not as we hope. */
  private readonly told = new Map<string, Entries>();

  constructor(
    private readonly root: HTMLElement,
    private readonly send: Send,
  ) {
    this.rove(this.cells()[0]?.[0]);
    this.read();
    root.addEventListener("click", (event) => this.choose(event));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("focusin", (event) => {
      const link = this.linkOf(event.target);
      if (link) this.rove(link);
    });
  }

  private cells(): HTMLAnchorElement[][] {
    return [...this.root.querySelectorAll("[data-matrix-row]")].map((row) => [
      ...row.querySelectorAll<HTMLAnchorElement>("a[data-cell]"),
    ]);
  }

  private linkOf(target: EventTarget | null): HTMLAnchorElement | null {
    return target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-cell]") : null;
  }

  private read(): void {
    for (const link of this.cells().flat()) this.told.set(link.dataset.cell ?? "", entriesOf(link));
  }

  /** One cell at a time is in the tab order. */
  private rove(here: HTMLAnchorElement | undefined): void {
    for (const row of this.cells()) for (const link of row) link.tabIndex = link === here ? 0 : -1;
  }

  private key(event: KeyboardEvent): void {
    const link = this.linkOf(event.target);
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const grid = this.cells();
    const row = grid.findIndex((links) => links.includes(link));
    const column = grid[row]?.indexOf(link) ?? 0;
    const to = step([row, column], event.key, [grid.length, grid[0]?.length ?? 0]);
    if (to) {
      event.preventDefault();
      this.current.delete(link.dataset.cell ?? "");
      grid[to[0]]?.[to[1]]?.focus();
      return;
    }
    const before: Cell = {
      entries: entriesOf(link),
      current: this.current.get(link.dataset.cell ?? "") ?? null,
    };
    const pressed = press(before, event.key, link.dataset.own?.[0] ?? "", "home" in link.dataset);
    if (!pressed) return;
    event.preventDefault();
    if (pressed.hint) {
      this.say(pressed.hint);
      return;
    }
    link.dataset.entries = JSON.stringify(pressed.cell.entries);
    this.current.set(link.dataset.cell ?? "", pressed.cell.current);
    this.draw(link, pressed.cell.entries);
    for (const change of pressed.changes) this.enqueue(link.dataset.cell ?? "", change);
  }

  /** Theirs stands already; mine goes in from what I was told of. The focus goes back to the cell. */
  private choose(event: Event): void {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-choose]") : null;
    const met = button?.closest<HTMLElement>("[data-met]");
    if (!button || !met) return;
    const { cellOf = "", who, mine, theirs } = met.dataset;
    met.remove();
    this.say(this.settled());
    this.focus(cellOf);
    if (button.dataset.choose === "mine") {
      this.enqueue(cellOf, { who: who as Who, times: Number(mine) }, Number(theirs));
    }
  }

  private focus(cell: string | undefined): HTMLAnchorElement | undefined {
    const link = this.cells()
      .flat()
      .find((each) => each.dataset.cell === cell);
    link?.focus();
    return link;
  }

  private draw(link: HTMLAnchorElement, entries: Entries): void {
    const chips = (Object.entries(entries) as [Who, number][]).map(([who, times]) => {
      const name = who === "therapist" ? `${who}-${link.dataset.own}` : who;
      const template = this.root.querySelector<HTMLTemplateElement>(`template[data-chip="${name}"]`);
      const chip = template?.content.firstElementChild?.cloneNode(true) as HTMLElement;
      const words = this.root.dataset;
      const often = times >= EVERY_DAY ? words.daily : (words.weekly ?? "").replace("#", String(times));
      chip.querySelector("[data-times]")?.replaceChildren(often ?? "");
      return chip;
    });
    link.querySelector("[data-chips]")?.replaceChildren(...chips);
    const most = Math.max(0, ...Object.values(entries));
    link.classList.toggle("bg-often", most >= EVERY_DAY);
    link.classList.toggle("bg-primary-soft", most > 0 && most < EVERY_DAY);
  }

  /** `seen` is what one began from; without it, what the server told last before it is sent. */
  private enqueue(cell: string, change: Change, seen?: number): void {
    const body = new FormData();
    body.set("cell", cell);
    body.set("who", change.who);
    body.set("times_a_week", String(change.times));
    this.waiting += 1;
    this.say("keeping");
    this.queue = this.queue.then(() => this.dispatch(body, cell, change, seen));
  }

  private async dispatch(body: FormData, cell: string, change: Change, seen?: number): Promise<void> {
    body.set("seen", String(seen ?? this.told.get(cell)?.[change.who] ?? 0));
    try {
      const answer = await this.send(body);
      this.waiting -= 1;
      const text = await answer.text();
      if (answer.ok) this.told.set(cell, { ...this.told.get(cell), [change.who]: change.times });
      if (answer.ok || answer.status === MET) {
        this.meet(`${cell} ${change.who}`, text);
        if (this.waiting === 0) this.replace(text);
      } else this.say("", answer.status === 422 ? text : this.root.dataset.offline);
    } catch {
      this.waiting -= 1;
      this.say("offline");
    }
  }

  /** Puts the notice of an answer in the place of the one about the same; an answer without one has settled it. */
  private meet(about: string, html: string): void {
    const list = this.root.querySelector("[data-matrix-met]");
    for (const old of list?.querySelectorAll<HTMLElement>("[data-met]") ?? []) {
      if (old.dataset.met === about) old.remove();
    }
    const met = new DOMParser().parseFromString(html, "text/html").querySelector("[data-met]");
    if (met) list?.append(met);
  }

  private settled(): string {
    return this.root.querySelector("[data-matrix-met] [data-met]") ? "met" : "kept";
  }

  /** The server's drawing, with the focus where it was. */
  private replace(html: string): void {
    const here = this.linkOf(document.activeElement)?.dataset.cell;
    const body = this.root.querySelector("[data-matrix-body]");
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-matrix-body]");
    if (!body || !fresh) return;
    body.replaceWith(fresh);
    this.read();
    this.rove(this.focus(here) ?? this.cells()[0]?.[0]);
    this.say(this.settled());
  }

  private say(state: string, sentence?: string): void {
    const line = this.root.querySelector("[data-matrix-state]");
    if (line) line.textContent = sentence ?? this.root.dataset[state] ?? "";
  }
}

export function entriesOf(link: HTMLElement): Entries {
  return JSON.parse(link.dataset.entries || "{}") as Entries;
}

export function startMatrix(): void {
  const root = document.querySelector<HTMLElement>("[data-matrix]");
  if (!root) return;
  const token = root.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  new Matrix(root, (body) =>
    fetch(root.dataset.address ?? "", { method: "POST", body, headers: { "X-CSRFToken": token } }),
  );
}
