import { become } from '../processes.mjs';

export const run = (args) => become('src-hub/index.ts', args);
