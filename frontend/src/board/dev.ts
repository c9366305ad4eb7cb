/** The board over an invented week, to look at while working on it: `npm run dev`, then /static/src/board/dev.html.
 *
 * `?state=published`, `?empty`, `?broken`, `?large` and `?theme=alongside-dark` show its other faces.
 */
import "../main.css";
import { mount } from "svelte";
import Board from "./Board.svelte";
import { sampleBoard } from "./fixture";
import { SampleServer } from "./fixture-server";

const wish = new URLSearchParams(location.search);
const board = sampleBoard(7, wish.has("large") ? 12 : 8);
board.explains = true;
if (wish.get("state") === "published") Object.assign(board, { state: "published", editable: false });
if (wish.has("empty")) Object.assign(board, { visits: [], tasks: [] });
if (wish.has("broken")) {
  const visits = board.visits.slice(0, 2).map((v) => v.id);
  const sentence = "Rosa Delgado has a visit in two places at once on Monday.";
  board.quality.breaches = [{ rule: "one-place-at-once", sentence, visits }];
}
const theme = wish.get("theme");
if (theme) document.documentElement.dataset.theme = theme;

const server = new SampleServer(board);
const stage = document.getElementById("stage");
if (stage) mount(Board, { target: stage, props: { api: server } });
Object.assign(window, { server });
