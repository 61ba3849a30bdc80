import type { ProblemCode, ProtocolErrorCode } from '@shared/contract/errors';

/** Why an act had no effect, or none that is known of. */
export type Trouble =
  /** No answer: what was sent may have arrived all the same. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly code: ProblemCode }
  /** The infrastructure operator refuses, in the protocol's words. */
  | { readonly kind: 'protocol'; readonly error: ProtocolErrorCode; readonly description: string };

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly token?: string | undefined;
  readonly body?: object;
}

/** On a bad network an answer may take this long; after it nobody knows. */
const PATIENCE_MS = 20_000;

/** One call of the hub that served this page. Never throws. */
export async function ask<T>(path: string, { method = 'GET', token, body }: Asked = {}): Promise<Outcome<T>> {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const read: unknown = await answer.json();
    if (answer.ok) return { ok: true, value: read as T };
    return { ok: false, trouble: troubleIn(read) };
  } catch {
    return { ok: false, trouble: { kind: 'unreachable' } };
  }
}

/** Something between us and the hub may answer in its place: that is no word of the hub's. */
function troubleIn(read: unknown): Trouble {
  const { code, error, error_description } = (read ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof error === 'string') {
    return { kind: 'protocol', error: error as ProtocolErrorCode, description: String(error_description ?? '') };
  }
  return typeof code === 'string' ? { kind: 'refused', code: code as ProblemCode } : { kind: 'unreachable' };
}

/** Whether the hub no longer knows this session. */
export function endsSession(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && (trouble.code === 'SESSION_ENDED' || trouble.code === 'UNAUTHENTICATED');
}
