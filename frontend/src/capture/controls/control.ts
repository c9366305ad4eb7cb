/** What every control is given. */
import type { Child } from "../contract";
import type { Desk } from "../desk.svelte";
import type { Focus } from "../focus";

export interface ControlProps {
  desk: Desk;
  child: Child;
  focus: Focus;
  /** The present moment; moves twice a second. */
  now: number;
}

/** A large button in the grid of a card. */
export const BIG = "big gap-1 content-center max-md:min-h-[3.75rem] cursor-pointer px-1 text-center min-w-0";
/** The one that was tapped last. */
export const LAST = "bg-primary-soft border-primary text-primary-ink";
