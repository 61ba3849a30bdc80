import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fitToScreens, readBounds, writeBounds } from './window-bounds';

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 2560, height: 1440 },
];
const onSecond = { x: 2000, y: 100, width: 1400, height: 900, maximised: false };

it('opens where it was closed, on its screen', () => {
  expect(fitToScreens(onSecond, screens)).toEqual(onSecond);
});

it('a screen that was unplugged: the size stays, the system finds a place', () => {
  expect(fitToScreens(onSecond, screens.slice(0, 1))).toEqual({ width: 1400, height: 900, maximised: false });
});

it('a file that is missing or makes no sense gives the first bounds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bounds-'));
  const file = join(folder, 'window.json');
  const first = readBounds(file);
  writeFileSync(file, '{"x":1e999}');
  expect(readBounds(file)).toEqual(first);
  writeBounds(file, onSecond);
  expect(readBounds(file)).toEqual(onSecond);
  rmSync(folder, { recursive: true });
});
