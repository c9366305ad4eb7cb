/** Draws the icon of the installed capture page: the two bars of our sign, side by side, as a PNG. */
import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

function colour(hex: string): Colour {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5), 255];
}

/** A bar with round ends, in the 28 units of `logo.svg`. */
interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: Colour;
}

function isInside({ x, y, width, height }: Bar, px: number, py: number): boolean {
  const radius = width / 2;
  const nearest = Math.min(Math.max(py, y + radius), y + height - radius);
  return Math.hypot(px - (x + radius), py - nearest) <= radius;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "ascii"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const SAMPLES = 2;

/** `full`: the ground fills the square and the sign keeps to its safe middle, as a system that cuts icons wants it;
 * otherwise the ground has round corners. */
export function icon(size: number, full: boolean, ground: string, left: string, right: string): Buffer {
  const shrink = full ? 0.62 : 0.74;
  const unit = (value: number) => 14 + (value - 14) / shrink;
  const bars: Bar[] = [
    { x: 4, y: 3, width: 9.5, height: 22, colour: colour(left) },
    { x: 15.5, y: 11, width: 8.5, height: 14, colour: colour(right) },
  ];
  const paper = colour(ground);
  const corner = 6;
  const onPaper = (x: number, y: number): boolean => {
    if (full) return true;
    const dx = Math.max(corner - x, x - (28 - corner), 0);
    const dy = Math.max(corner - y, y - (28 - corner), 0);
    return Math.hypot(dx, dy) <= corner;
  };
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const total = [0, 0, 0, 0];
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = ((column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size) * 28;
        const y = ((row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size) * 28;
        if (!onPaper(x, y)) continue;
        const bar = bars.find((each) => isInside(each, unit(x), unit(y)));
        for (const [place, part] of (bar?.colour ?? paper).entries())
          total[place] = (total[place] ?? 0) + part;
      }
      const covered = (total[3] ?? 0) / 255 || 1;
      const at = row * (size * 4 + 1) + 1 + column * 4;
      for (let place = 0; place < 3; place++) rows[at + place] = Math.round((total[place] ?? 0) / covered);
      rows[at + 3] = Math.round((total[3] ?? 0) / (SAMPLES * SAMPLES));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
