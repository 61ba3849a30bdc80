import { writeFileSync } from 'node:fs';

/** A benchmark: what it measured, as plain data. `args`: the rest of the command line. */
interface Benchmark {
  run(args: readonly string[]): Promise<Record<string, unknown>>;
}

const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  bodies: () => import('./bodies'),
  impact: () => import('./impact'),
  latency: () => import('./latency'),
  map: () => import('./map'),
  protocol: () => import('./protocol'),
  'two-hubs': () => import('./two-hubs'),
};

const args = process.argv.slice(2);
const jsonAt = args.indexOf('--json');
const jsonPath = jsonAt < 0 ? undefined : args.splice(jsonAt, 2)[1];
const name = args[0] !== undefined && !args[0].startsWith('--') ? args.shift() : undefined;
if (name !== undefined && benchmarks[name] === undefined) {
  process.stderr.write(`No benchmark ${name}; there are ${Object.keys(benchmarks).join(', ')}.\n`);
  process.exit(2);
}

const results: Record<string, unknown> = {};
for (const [each, load] of Object.entries(benchmarks)) {
  if (name !== undefined && each !== name) continue;
  const result = await (await load()).run(args);
  results[each] = result;
  process.stdout.write(`${each}\n${rows(result, 1)}`);
}
if (jsonPath !== undefined) writeFileSync(jsonPath, `${JSON.stringify(name ? results[name] : results, null, 2)}\n`);
process.exit(0);

/** Nested records as indented rows, names in one column. */
function rows(record: object, depth: number): string {
  return Object.entries(record)
    .map(([key, value]) => {
      const label = `${'  '.repeat(depth)}${key}`;
      if (typeof value === 'object' && value !== null) return `${label}\n${rows(value, depth + 1)}`;
      const figure = typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(4) : String(value);
      return `${label.padEnd(44)} ${figure}\n`;
    })
    .join('');
}
