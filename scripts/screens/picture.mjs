import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasProgram } from '../system-packages.mjs';

const COLOURS = '128';

/** Takes `page` into `folder`/`name`.png: with a palette where ImageMagick is there, a third of the size. */
export async function take(page, folder, name) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.png`);
  const whole = join(folder, `${name}.whole.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: hasProgram('convert') ? whole : file });
  if (!hasProgram('convert')) return;
  const shrink = [whole, '+dither', '-colors', COLOURS, '-strip', `png8:${file}`];
  const { status, stderr } = spawnSync('convert', shrink, { encoding: 'utf8' });
  rmSync(whole);
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
}
