import { expect, it } from 'vitest';
import { calls } from './http';
import { openApiOf } from './openapi';
import { type ProtocolCallName, protocolCalls } from './protocol';
import { protocolExamples } from './protocol-examples';

const everyCall = Object.keys(protocolCalls) as ProtocolCallName[];
const document = openApiOf('1.2.3') as {
  info: { version: string };
  paths: Record<string, Record<string, { operationId: string }>>;
};
const operations = Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId));

it('names every call of ours and of both lots, once', () => {
  expect(operations.sort()).toEqual([...Object.keys(calls), ...everyCall].sort());
  expect(document.info.version).toBe('1.2.3');
});

it.each(Object.entries(protocolCalls))('the example of %s is a body of its table', (name, call) => {
  expect(call.body.safeParse(protocolExamples[name as keyof typeof protocolExamples]).error).toBeUndefined();
});

it('says which fields are required, and refuses unknown ones on our own API alone', () => {
  const text = JSON.stringify(document.paths['/v2/interventions-do']);
  expect(text).toContain('"refIntervDO"');
  expect(JSON.stringify(document.paths['/api/session'])).toContain('"additionalProperties":false');
});
