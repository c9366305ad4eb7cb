/** Mounts the timetable board where a page leaves room for it.
 *
 * `<div id="board" data-url="…/board" data-csrf-cookie="csrftoken">`, or `data-csrf-token` where the cookie is hidden.
 * Each board that the server sends is told to the page as the event `alongside:board` (its `detail`), so that the
 * figures around the board can follow.
 */
import { mount } from "svelte";
import { boardApi, cookie } from "./api";
import Board from "./Board.svelte";
import type { Board as Timetable } from "./contract";

const target = document.getElementById("board");
const url = target?.dataset.url;
if (target && url) {
  const { csrfCookie, csrfToken } = target.dataset;
  const token = () => (csrfCookie ? cookie(csrfCookie) : "") || csrfToken || cookie("csrftoken");
  target.replaceChildren();
  mount(Board, {
    target,
    props: {
      api: boardApi(url, token),
      onboard: (board: Timetable) =>
        target.dispatchEvent(new CustomEvent("alongside:board", { detail: board, bubbles: true })),
    },
  });
}
