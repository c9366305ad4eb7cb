/** Values that keep themselves as they change (`form[data-values]`, sent by htmx): what a form cannot do alone.
 *
 * A value that did not reach us goes out again; one that is still on its way when the page goes is sent along with it.
 */

const AGAIN = 5000;
/** What no number and no day is, so that the field's own sentence comes back. */
const UNREADABLE = "?";

/** What the browser cannot read as a number or a day it hides as nothing, and nothing would be kept. */
export function sayUnreadable(form: HTMLFormElement, sent: FormData): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.validity.badInput) sent.set(control.name, UNREADABLE);
  }
}

/** One form of values, and how many of its changes were typed, sent and kept. */
class Values {
  private typed = 0;
  private sent = 0;
  private kept = 0;
  private hasFailed = false;
  private timer = 0;
  private chosen = "";

  constructor(
    private readonly form: HTMLFormElement,
    private readonly offline: string,
  ) {
    for (const button of form.querySelectorAll<HTMLElement>("[data-autosave-button]")) button.hidden = true;
    form.addEventListener("input", (event) => {
      const isText = event.target instanceof Element && event.target.closest("[data-autosave]");
      if (!isText) this.typed += 1;
    });
    form.addEventListener("submit", (event) => {
      this.chosen = event.submitter?.closest("[data-value]")?.id ?? "";
    });
    form.addEventListener("htmx:configRequest", (event) => {
      this.sent = this.typed;
      sayUnreadable(form, (event as CustomEvent<{ formData: FormData }>).detail.formData);
    });
    form.addEventListener("htmx:beforeOnLoad", () => {
      this.hasFailed = false;
      this.kept = this.sent;
    });
    form.addEventListener("htmx:afterSettle", () => this.settled());
    for (const failure of ["htmx:sendError", "htmx:responseError"]) {
      form.addEventListener(failure, (event) => this.failed(event));
    }
    window.addEventListener("online", () => this.again());
    window.addEventListener("beforeunload", (event) => {
      if (this.hasFailed) event.preventDefault();
    });
    window.addEventListener("pagehide", () => this.leave());
  }

  /** What is said is seen; and the button of a choice is gone, so the focus goes to the field that it was about. */
  private settled(): void {
    const field = this.chosen ? document.getElementById(this.chosen) : null;
    field?.querySelector<HTMLElement>("select, textarea, input:not([type=hidden])")?.focus();
    this.chosen = "";
    for (const folded of this.form.querySelectorAll("details")) {
      if (folded.querySelector("[data-said]:not(:empty)")) folded.open = true;
    }
  }

  private failed(event: Event): void {
    event.stopPropagation();
    this.hasFailed = true;
    this.kept = -1;
    const line = this.form.querySelector("[data-values-state]");
    if (line) {
      line.textContent = this.offline;
      line.className = "text-sm text-warning-ink";
    }
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.again(), AGAIN);
  }

  private again(): void {
    if (this.hasFailed) this.form.dispatchEvent(new Event("change"));
  }

  private leave(): void {
    if (this.typed === this.kept) return;
    const body = new FormData(this.form);
    sayUnreadable(this.form, body);
    // It may have arrived already: what stands as it was meant is not written twice.
    void fetch(this.form.action, {
      method: "POST",
      body,
      headers: { "HX-Request": "true" },
      keepalive: true,
    });
  }
}

export function startValues(): void {
  const words = document.querySelector<HTMLElement>("[data-autosave-words]")?.dataset ?? {};
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-values]")) {
    new Values(form, words.offline ?? "");
  }
}
