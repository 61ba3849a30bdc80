import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** Everything fetched or made that is not tracked, and can be made again. */
export const cache = join(root, '.cache');
export const reports = join(cache, 'reports');
/** Build output: Electron's three processes, and the pages that the hub serves. */
export const out = join(root, 'out');
export const nodeModules = join(root, 'node_modules');
/** Data of the demonstration hub on a port: two at once never share a folder. */
export const demoData = (port) => join(root, '.data', `demo-${port}`);
