/** Carries something with mouse, pen or finger: when it is picked up, how the page scrolls along, how it ends.
 *
 * A mouse picks up after four pixels. A finger picks up by resting, so that a swipe over the board still scrolls.
 */

export interface DragHost {
  /** Picks the thing up; false leaves it where it is. */
  pick(): boolean;
  over(x: number, y: number): void;
  drop(): void;
  cancel(): void;
  /** What scrolls sideways under the hand, if anything. */
  scroller(): HTMLElement | null;
}

const THRESHOLD = 4;
const FINGER_SLIP = 10;
const REST_MS = 280;
const EDGE = 56;
const SPEED = 14;

/** How far to scroll in one frame when the hand is at `at` between two edges: 0 inside, faster the nearer. */
export function scrollSpeed(at: number, from: number, to: number): number {
  const edge = Math.min(EDGE, (to - from) / 4);
  if (at < from + edge) return -Math.ceil(SPEED * Math.min(1, (from + edge - at) / edge));
  if (at > to - edge) return Math.ceil(SPEED * Math.min(1, (at - to + edge) / edge));
  return 0;
}

/** Begins to watch a pointer that was just pressed on `handle`. */
export function startDrag(event: PointerEvent, handle: HTMLElement, host: DragHost): void {
  if (event.button !== 0 || !event.isPrimary) return;
  const { pointerId } = event;
  const finger = event.pointerType === "touch";
  const from = { x: event.clientX, y: event.clientY };
  const hand = { ...from };
  const listening = new AbortController();
  const { signal } = listening;
  let carrying = false;
  let frame = 0;

  const rest = finger ? setTimeout(begin, REST_MS) : undefined;

  function begin(): void {
    if (!host.pick()) {
      end();
      return;
    }
    carrying = true;
    handle.setPointerCapture(pointerId);
    host.over(hand.x, hand.y);
    frame = requestAnimationFrame(scroll);
  }

  function scroll(): void {
    const down = scrollSpeed(hand.y, 0, window.innerHeight);
    const box = host.scroller();
    const area = box?.getBoundingClientRect();
    const along = area
      ? scrollSpeed(hand.x, Math.max(0, area.left), Math.min(window.innerWidth, area.right))
      : 0;
    if (down) window.scrollBy({ top: down, behavior: "instant" });
    if (along) box?.scrollBy({ left: along, behavior: "instant" });
    if (down || along) host.over(hand.x, hand.y);
    frame = requestAnimationFrame(scroll);
  }

  function end(): void {
    clearTimeout(rest);
    cancelAnimationFrame(frame);
    listening.abort();
    if (handle.hasPointerCapture(pointerId)) handle.releasePointerCapture(pointerId);
  }

  function swallowClick(): void {
    const swallow = (click: Event): void => {
      click.preventDefault();
      click.stopPropagation();
    };
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
  }

  window.addEventListener(
    "pointermove",
    (move) => {
      if (move.pointerId !== pointerId) return;
      hand.x = move.clientX;
      hand.y = move.clientY;
      if (carrying) return host.over(hand.x, hand.y);
      const far = Math.hypot(hand.x - from.x, hand.y - from.y);
      if (finger) {
        if (far > FINGER_SLIP) end();
      } else if (far > THRESHOLD) begin();
    },
    { signal },
  );
  window.addEventListener(
    "pointerup",
    (up) => {
      if (up.pointerId !== pointerId) return;
      end();
      if (!carrying) return;
      swallowClick();
      host.drop();
    },
    { signal },
  );
  window.addEventListener(
    "pointercancel",
    (gone) => {
      if (gone.pointerId !== pointerId) return;
      end();
      if (carrying) host.cancel();
    },
    { signal },
  );
  // The browser would scroll under a finger that carries, and end the pointer.
  handle.addEventListener("touchmove", (touch) => carrying && touch.preventDefault(), {
    passive: false,
    signal,
  });
  handle.addEventListener("contextmenu", (menu) => finger && menu.preventDefault(), { signal });
  window.addEventListener(
    "keydown",
    (key) => {
      if (key.key !== "Escape" || !carrying) return;
      key.preventDefault();
      key.stopPropagation();
      end();
      host.cancel();
    },
    { capture: true, signal },
  );
}
