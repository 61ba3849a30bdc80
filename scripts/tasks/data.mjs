import { join } from 'node:path';
import { root } from '../paths.mjs';
import { runShown } from '../processes.mjs';

/** Extracts places and base map anew from their npm packages; the results are committed. */
export async function run(args) {
  process.exit(await runShown(process.execPath, [join(root, 'scripts', 'data', 'extract.mjs'), ...args]));
}
