/** The capture page over an invented day, to look at while working on it: `npm run dev`, then
 * /static/src/capture/dev.html.
 *
 * `?offline`, `?signed-out`, `?theme=alongside-dark` show its other faces; `server` in the console is the stand-in.
 */
import "../main.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { Capture } from "./capture.svelte";
import { DeviceClock } from "./clock";
import { openDatabase } from "./database";
import { SampleServer } from "./fixture-server";

const wish = new URLSearchParams(location.search);
const theme = wish.get("theme");
if (theme) document.documentElement.dataset.theme = theme;
const server = new SampleServer();
const capture = new Capture({
  database: openDatabase("alongside-capture-dev"),
  api: server,
  clock: new DeviceClock(),
  deviceName: "Invented tablet",
});
Object.assign(window, { server, capture });
const stage = document.getElementById("stage");
if (stage) mount(App, { target: stage, props: { capture } });
void capture.start().then(() => {
  server.offline = wish.has("offline");
  if (wish.has("signed-out")) server.instead = { is: "signed-out", status: 401, sentence: "" };
});
