import { z } from 'zod';
import { matrix } from '../domain/authorisation';
import { problem, problemStatus, protocolError } from './errors';
import { type Call, calls } from './http';
import { type ProtocolCall, type ProtocolCallName, protocolCalls } from './protocol';
import { protocolExamples } from './protocol-examples';

/**
 * OpenAPI 3.1 of everything that the hub serves over HTTP, made from the schemas that it checks. `version`: the hub's.
 * `:id` becomes `{id}`; what a role may do stands in `x-vigie-roles`.
 */
export function openApiOf(version: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vigie hub',
      version,
      description: 'e-intervention between operators (Interop’Fibre, /v1 and /v2), and the API of its console (/api).',
    },
    security: [{ token: [] }],
    paths: paths(),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: schemaOf(problem, 'output'),
        ProtocolError: schemaOf(protocolError, 'output'),
      },
    },
  };
}

function paths(): Record<string, Record<string, object>> {
  const made: Record<string, Record<string, object>> = {};
  const add = (path: string, method: string, operation: object) => {
    made[path] = { ...made[path], [method.toLowerCase()]: operation };
  };
  for (const [name, call] of Object.entries(calls as Readonly<Record<string, Call>>)) {
    add(call.path.replace(/:(\w+)/g, '{$1}'), call.method, ownOperation(name, call));
  }
  for (const [name, call] of Object.entries(protocolCalls) as [ProtocolCallName, ProtocolCall][]) {
    add(`/v${call.lot}${call.path}`, call.method, protocolOperation(name, call));
  }
  return made;
}

function ownOperation(name: string, { path, action, query, body, reply }: Call): object {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({
    name: parameter,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    operationId: name,
    ...(action === null ? { security: [] } : { 'x-vigie-roles': Object.keys(matrix[action]) }),
    parameters: [...named, ...queryParameters(query)],
    ...(body !== undefined && { requestBody: content(schemaOf(body, 'input')) }),
    responses: {
      '200': { description: 'OK', ...content(schemaOf(reply, 'output')) },
      default: {
        description: `A problem (RFC 9457) with a stable code: ${Object.keys(problemStatus).join(', ')}.`,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function queryParameters(query: z.ZodType | undefined): object[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function protocolOperation(name: ProtocolCallName, call: ProtocolCall): object {
  return {
    operationId: name,
    summary: `${call.operation}: ${call.messages.join(', ')}, ${call.from} → ${call.to}`,
    'x-vigie-roles': Object.keys(matrix['protocol.send']),
    requestBody: content(schemaOf(call.body, 'input'), protocolExamples[name]),
    responses: {
      '200': { description: 'Taken: code 0', ...content(schemaOf(call.ok, 'output')) },
      '400': {
        description: `Refused: ${call.errors.join(', ')}`,
        ...content(call.lot === 1 ? schemaOf(call.ok, 'output') : { $ref: '#/components/schemas/ProtocolError' }),
      },
    },
  };
}

const content = (schema: object, example?: object) => ({
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
});

/** Transforms and the like have no JSON Schema: what they take or give is left open. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
