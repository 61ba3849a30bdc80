import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problem, protocolError } from './errors';
import { feedAuth, feedEnding, frame, heartbeat, snapshot } from './feed';
import { type Call, calls } from './http';
import { notices, requests } from './ipc';

/** Places where a schema lets in what it does not name. */
function looseIn(schema: z.core.$ZodType, path = '', seen = new Set<object>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const { def } = schema._zod as unknown as { def: Record<string, unknown> & { type: string } };
  const into = (inner: unknown, name = '') => looseIn(inner as z.core.$ZodType, path + name, new Set(seen));
  switch (def.type) {
    case 'object': {
      const { catchall, shape } = def as unknown as { catchall?: z.core.$ZodType; shape: Record<string, z.ZodType> };
      const isStrict = catchall?._zod.def.type === 'never';
      const inner = Object.entries(shape).flatMap(([key, value]) => into(value, `.${key}`));
      return isStrict ? inner : [`${path || '.'} is not strict`, ...inner];
    }
    case 'array':
      return into(def.element, '[]');
    case 'record':
      return into(def.valueType, '{}');
    case 'union':
      return (def.options as unknown[]).flatMap((option) => into(option));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return into(def.innerType);
    case 'pipe':
      return [...into(def.in), ...into(def.out)];
    case 'string':
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'undefined':
    case 'void':
    case 'never':
    case 'null':
      return [];
    default:
      return [`${path || '.'} is ${def.type}`];
  }
}

/** Open by nature: an export is a file (its rows are held to their schemas), and an audit row's detail is its action's. */
const open: Readonly<Record<string, readonly string[]>> = {
  'report.reply': ['. is unknown'],
  'auditEntries.reply': ['.items[].detail{} is unknown'],
};

const ofCalls = Object.entries(calls as Readonly<Record<string, Call>>).flatMap(([name, call]) =>
  (['query', 'body', 'reply'] as const).flatMap((part) => {
    const schema = call[part];
    return schema === undefined ? [] : [[`${name}.${part}`, schema] as const];
  }),
);
const ofFeed = Object.entries({ frame, heartbeat, snapshot, feedEnding, feedAuth, problem, protocolError });
const ofBridge = [
  ...Object.entries(requests).flatMap(([name, { input, output }]) => [
    [`${name} input`, input] as const,
    [`${name} output`, output] as const,
  ]),
  ...Object.entries(notices),
];

describe('safety 6, 26: every wire of ours is strict at every depth', () => {
  it.each<readonly [string, z.core.$ZodType]>([...ofCalls, ...ofFeed, ...ofBridge])('%s', (name, schema) => {
    expect(looseIn(schema)).toEqual(open[name] ?? []);
  });

  it('and a schema that is not would be found', () => {
    const leaky = z.strictObject({ items: z.array(z.object({ a: z.string() })), rest: z.record(z.string(), z.any()) });
    expect(looseIn(leaky.optional())).toEqual(['.items[] is not strict', '.rest{} is any']);
    expect(looseIn(z.looseObject({}))).toEqual(['. is not strict']);
  });
});
