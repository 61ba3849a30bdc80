import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** `scrypt$N$r$p$salt$key`, base64url: the parameters travel with the hash, so they can be raised later. */
type SecretHash = string;

const cost = { N: 16_384, r: 8, p: 1 };
const KEY_BYTES = 32;

export async function hashSecret(secret: string): Promise<SecretHash> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Checks `secret`; with no hash (an unknown login) it does the same work and says no, so timing tells nothing. */
export async function verifySecret(secret: string, hash: SecretHash | undefined): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = (hash ?? UNKNOWN).split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  const derived = await derive(secret, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) });
  return derived.length === expected.length && timingSafeEqual(derived, expected) && hash !== undefined;
}

const UNKNOWN: SecretHash = ['scrypt', cost.N, cost.r, cost.p, 'AAAAAAAAAAAAAAAAAAAAAA', 'A'.repeat(43)].join('$');

function derive(secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((done, failed) => {
    scrypt(secret.normalize('NFC'), salt, KEY_BYTES, options, (error, key) => (error ? failed(error) : done(key)));
  });
}
