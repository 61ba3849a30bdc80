import { become } from '../processes.mjs';

export const run = (args) => become('src-sim/index.ts', args);
