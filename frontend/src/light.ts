/** Light or dark on a page that was kept for use without a network: as on the last page that the server wrote. */

const KEPT = "alongside-theme";

export function followLight(root: HTMLElement = document.documentElement): void {
  const kept = localStorage.getItem(KEPT);
  if ("kept" in root.dataset && kept !== null) {
    if (kept) root.dataset.theme = kept;
    else delete root.dataset.theme;
  } else localStorage.setItem(KEPT, root.dataset.theme ?? "");
  new MutationObserver(() => localStorage.setItem(KEPT, root.dataset.theme ?? "")).observe(root, {
    attributeFilter: ["data-theme"],
  });
}
