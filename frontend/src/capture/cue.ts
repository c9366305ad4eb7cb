/** The gentle cue at an interval's end, and keeping the screen awake while one is awaited. */

let audio: AudioContext | null = null;

/** A browser lets a page sound only after a press: called when sampling starts. */
export function readySound(): void {
  if (typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  void audio.resume();
}

/** Two soft notes, a third apart, a fifth of a second in all. */
export function softSound(): void {
  if (audio?.state !== "running") return;
  const starts = audio.currentTime;
  for (const [place, pitch] of [523, 659].entries()) {
    const note = audio.createOscillator();
    const loudness = audio.createGain();
    const from = starts + place * 0.1;
    note.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.08, from + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.16);
    note.connect(loudness).connect(audio.destination);
    note.start(from);
    note.stop(from + 0.18);
  }
}

export function buzz(): void {
  navigator.vibrate?.(120);
}

let lock: WakeLockSentinel | null = null;

/** Asks the screen to stay on, where the device can; it lets go of it by itself when the page is left. */
export async function stayAwake(wanted: boolean): Promise<void> {
  if (!wanted) {
    await lock?.release();
    lock = null;
  } else if ("wakeLock" in navigator && (!lock || lock.released)) {
    lock = await navigator.wakeLock.request("screen").catch(() => null);
  }
}
