/** What every page can do beyond HTML: it still works, with one more step, where no script runs. */

import { t } from "./words";

const NAMES: Record<string, string | undefined> = { light: "alongside", dark: "alongside-dark" };

/** Light, dark or as the system: shown at once, and sent so that the next page comes in it. */
function chooseTheme(form: HTMLFormElement, pressed: HTMLButtonElement): void {
  const root = document.documentElement;
  const name = NAMES[pressed.value];
  if (name) root.dataset.theme = name;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-switch] button")) {
    button.setAttribute("aria-pressed", String(button.value === pressed.value));
  }
  const answers = new FormData(form, pressed);
  void fetch(form.action, { method: "POST", body: answers, redirect: "manual" });
}

/** A menu closes when one looks elsewhere. */
function closeMenus(except: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (except && menu.contains(except)) continue;
    menu.open = false;
  }
}

/** Says something where a screen reader hears it: the line of messages under the header. */
export function say(sentence: string, kind: "refused" | "kept"): void {
  const line = document.createElement("div");
  line.className = `callout callout-${kind}`;
  line.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  document.getElementById("messages")?.replaceChildren(line);
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.querySelector<HTMLElement>(button.dataset.copy ?? "");
  const text = source instanceof HTMLInputElement ? source.value : source?.textContent?.trim();
  if (!text) return;
  await navigator.clipboard.writeText(text);
  say(button.dataset.copied ?? "Copied.", "kept");
}

export function start(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const pressed = event.submitter;
    if (!(form instanceof HTMLFormElement) || !(pressed instanceof HTMLButtonElement)) return;
    if (!("themeSwitch" in form.dataset)) return;
    event.preventDefault();
    chooseTheme(form, pressed);
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    closeMenus(target);
    if (target?.closest("[data-print]")) window.print();
    const copier = target?.closest<HTMLElement>("[data-copy]");
    if (copier) void copy(copier);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector<HTMLDetailsElement>("details[data-menu][open]");
    closeMenus(null);
    open?.querySelector("summary")?.focus();
  });
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failure, () => {
      say(
        t("That did not reach us, and nothing has changed. Load the page again and try once more."),
        "refused",
      );
    });
  }
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
