/** Values that keep themselves as they change (`form[data-values]`, sent by htmx): what a form cannot do alone.
 *
 * A value that did not reach us goes out again, and nobody leaves the page with it unasked.
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

function watch(form: HTMLFormElement, offline: string): void {
  let timer = 0;
  let isUnsent = false;
  let chosen = "";
  for (const button of form.querySelectorAll<HTMLElement>("[data-autosave-button]")) button.hidden = true;
  const again = () => {
    if (isUnsent) form.dispatchEvent(new Event("change"));
  };
  const failed = (event: Event) => {
    event.stopPropagation();
    isUnsent = true;
    const line = form.querySelector("[data-values-state]");
    if (line) {
      line.textContent = offline;
      line.className = "text-sm text-warning-ink";
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(again, AGAIN);
  };
  form.addEventListener("htmx:configRequest", (event) => {
    sayUnreadable(form, (event as CustomEvent<{ formData: FormData }>).detail.formData);
  });
  form.addEventListener("htmx:sendError", failed);
  form.addEventListener("htmx:responseError", failed);
  form.addEventListener("htmx:beforeOnLoad", () => {
    isUnsent = false;
  });
  form.addEventListener("submit", (event) => {
    chosen = event.submitter?.closest("[data-value]")?.id ?? "";
  });
  form.addEventListener("htmx:afterSettle", () => {
    // The button that was pressed is gone, and the focus with it: it goes to the field that was chosen for.
    const field = chosen ? document.getElementById(chosen) : null;
    field?.querySelector<HTMLElement>("select, textarea, input:not([type=hidden])")?.focus();
    chosen = "";
    for (const folded of form.querySelectorAll("details")) {
      if (folded.querySelector("[data-said]:not(:empty)")) folded.open = true;
    }
  });
  window.addEventListener("online", again);
  window.addEventListener("beforeunload", (event) => {
    if (isUnsent) event.preventDefault();
  });
}

export function startValues(): void {
  const words = document.querySelector<HTMLElement>("[data-autosave-words]")?.dataset ?? {};
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-values]")) {
    watch(form, words.offline ?? "");
  }
}
