// Keeps the capture page working without a network: its shell and static files, and never a page with a child.
// The build puts the list of files in (vite.config.ts).
const FILES = __FILES__;
const SHELL = "/capture/";
const NAME = `alongside-capture-${__BUILD__}`;

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clear().then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && pathname === SHELL) {
    event.respondWith(kept(SHELL, event.request));
    event.waitUntil(renew().catch(() => {}));
  } else if (FILES.includes(pathname)) event.respondWith(kept(pathname, event.request));
});

async function fill() {
  const shell = await fetch(SHELL, { cache: "reload" });
  // Signed out, it would be the sign-in page that is kept.
  if (!shell.ok || shell.redirected) throw new Error("The page cannot be kept now.");
  const cache = await caches.open(NAME);
  await Promise.all([cache.addAll(FILES), cache.put(SHELL, shell)]);
}

// The shell in the language that its reader has chosen meanwhile. Another build's shell needs other files, and brings
// a worker of its own.
async function renew() {
  const shell = await fetch(SHELL, { cache: "reload" });
  if (!shell.ok || shell.redirected) return;
  const needed = (await shell.clone().text()).match(/\/static\/assets\/[^"']+\.(?:js|css)/g) ?? [];
  if (needed.every((file) => FILES.includes(file))) await (await caches.open(NAME)).put(SHELL, shell);
}

async function clear() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("alongside-capture-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function kept(path, request) {
  return (await (await caches.open(NAME)).match(path)) ?? fetch(request);
}
