import { createHash, randomBytes } from 'node:crypto';

/** A bearer token: 256 random bits. The database keeps its hash alone. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
