/** How a visit's page stands beyond its entries: what is chosen, what runs, since when. It survives a reload. */
import type { Sampling } from "./intervals";

/** Where, with whom and with what: every observation knows it. */
export interface Context {
  setting: string;
  adult: string;
  material: string;
}

export interface Memory {
  /** The focus that each child's card shows. */
  chosen: Record<string, string>;
  /** Since when a clock runs, by focus: a stretch, a latency, a watch. */
  clocks: Record<string, number>;
  sampling: Record<string, Sampling>;
  /** The `order` from which the present round of a task's steps counts. */
  rounds: Record<string, number>;
  context: Context;
  /** What is otherwise for one focus. */
  own: Record<string, Partial<Context>>;
  isSecond: boolean;
}

export function freshMemory(setting: string): Memory {
  return {
    chosen: {},
    clocks: {},
    sampling: {},
    rounds: {},
    context: { setting: setting || "in_class", adult: "therapist", material: "" },
    own: {},
    isSecond: false,
  };
}
