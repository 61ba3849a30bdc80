import { become } from '../processes.mjs';

export const run = (args) => become('bench/index.ts', args);
