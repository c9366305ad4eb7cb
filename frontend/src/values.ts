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
  for (const button of form.querySelectorAll<HTMLElement>("[data-autosave-button]")) button.hidden = true;
  const again = () => {
    if (isUnsent) form.dispatchEvent(new Event("change"));
  };
  const failed = (event: Event) => {
    event.stopPropagation();
    isUnsent = true;
    const line = form.querySelector("[data-values-state]");
    if (line) line.textContent = offline;
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
