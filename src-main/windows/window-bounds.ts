import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const bounds = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1024),
  height: z.int().min(640),
  maximised: z.boolean(),
});
type Kept = z.infer<typeof bounds>;

/** Without a place, the system chooses one. */
export type Bounds = Kept | Omit<Kept, 'x' | 'y'>;

const first: Bounds = { width: 1600, height: 900, maximised: true };

/** Where the window was when it was last closed; the first time, the whole screen. */
export function readBounds(file: string): Bounds {
  if (!existsSync(file)) return first;
  try {
    return bounds.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return first;
  }
}

export function writeBounds(file: string, value: Kept): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The bounds as they can be shown: one whose screen is no longer there opens where the system puts it. */
export function fitToScreens(wanted: Bounds, screens: readonly Area[]): Bounds {
  if (!('x' in wanted)) return wanted;
  const { x, y, ...size } = wanted;
  const isSeen = screens.some(
    (area) => x >= area.x && y >= area.y && x < area.x + area.width - 100 && y < area.y + area.height - 100,
  );
  return isSeen ? wanted : size;
}
