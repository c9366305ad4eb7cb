/** What somebody chose for this device, kept in this browser: the hand, and how an interval's end is told. */

const KEPT = "alongside-capture-settings";

interface Chosen {
  hand: "right" | "left";
  sound: boolean;
  buzz: boolean;
}

class Settings {
  hand = $state<Chosen["hand"]>("right");
  sound = $state(true);
  buzz = $state(true);

  constructor() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Chosen>;
      if (kept.hand === "left") this.hand = "left";
      if (kept.sound === false) this.sound = false;
      if (kept.buzz === false) this.buzz = false;
    } catch {
      localStorage.removeItem(KEPT);
    }
  }

  change(change: Partial<Chosen>): void {
    Object.assign(this, change);
    const { hand, sound, buzz } = this;
    localStorage.setItem(KEPT, JSON.stringify({ hand, sound, buzz }));
  }
}

export const settings = new Settings();
