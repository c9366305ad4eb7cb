/** Mounts the timetable board where a page leaves room for it: <div id="board" data-url="...">. */
import { mount } from "svelte";
import Board from "./Board.svelte";

const target = document.getElementById("board");
const url = target?.dataset.url;
if (target && url) mount(Board, { target, props: { url } });
