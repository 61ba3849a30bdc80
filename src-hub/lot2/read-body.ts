import type { z } from 'zod';
import { ProtocolRefusal } from '../refusals';

/** At most this many fields are named in a refusal; `error_parameters` are short by the protocol. */
const NAMED_FIELDS = 10;

/**
 * The body of a message, checked against its table.
 * @throws ProtocolRefusal CHAMPS_NON_RENSEIGNE naming required fields that are absent, else MAUVAIS_FORMAT naming the rest
 */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.').slice(0, 64),
    absent: valueAt(body, issue.path) === undefined,
  }));
  const absent = issues.filter((issue) => issue.absent);
  // A body that is no object at all has no field to name.
  const fields = (absent.length > 0 ? absent : issues).map((issue) => issue.field).filter((field) => field !== '');
  const named = fields.slice(0, NAMED_FIELDS);
  throw absent.length > 0
    ? new ProtocolRefusal('CHAMPS_NON_RENSEIGNE', 'required fields are absent', named)
    : new ProtocolRefusal('MAUVAIS_FORMAT', 'fields are not of their format', named);
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    body,
  );
}
