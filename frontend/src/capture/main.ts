/** Mounts the capture page, and registers what makes it open without a network.
 *
 * `<div id="capture" data-worker="/capture/sw.js" data-scope="/capture/">`
 */
import { mount } from "svelte";
import App from "./App.svelte";
import { captureApi } from "./api";
import { Capture } from "./capture.svelte";
import { DeviceClock } from "./clock";
import { openDatabase } from "./database";
import { deviceName } from "./device";

const target = document.getElementById("capture");
if (target) {
  const clock = new DeviceClock();
  const parts = { database: openDatabase(), api: captureApi(clock), clock, deviceName: deviceName() };
  const capture = new Capture(parts);
  target.replaceChildren();
  mount(App, { target, props: { capture } });
  void capture.start(new URLSearchParams(location.search).get("visit"));

  addEventListener("online", () => void capture.wake());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void capture.wake();
  });
  // The browser may throw away what it was not asked to keep.
  void navigator.storage?.persist?.();
  const { worker, scope } = target.dataset;
  if (worker && "serviceWorker" in navigator)
    void navigator.serviceWorker.register(worker, { scope }).catch(() => undefined);
}
