import { describe, expect, it } from 'vitest';
import { Attempts } from './attempts';

/** How many of these attempts may go on. */
const allowed = (attempts: Attempts, logins: readonly string[], address: string) =>
  logins.filter((login) => {
    try {
      attempts.begin(login, address);
      return true;
    } catch {
      return false;
    }
  }).length;
const many = (count: number, login: (i: number) => string) => Array.from({ length: count }, (_, i) => login(i));

describe('safety 26: sign-ins that fail', () => {
  it('ten a minute for a login from one address, of which others do not suffer', () => {
    const attempts = new Attempts();
    expect(
      allowed(
        attempts,
        many(30, () => 'a'),
        'here',
      ),
    ).toBe(10);
    expect(allowed(attempts, ['a'], 'there')).toBe(1);
    expect(allowed(attempts, ['b'], 'here')).toBe(1);
  });

  it('a hundred a minute from one address, whatever the logins', () => {
    expect(
      allowed(
        new Attempts(),
        many(150, (i) => `login-${i}`),
        'here',
      ),
    ).toBe(100);
  });

  it('those that succeed do not count', () => {
    const attempts = new Attempts();
    for (const login of many(300, (i) => `login-${i % 20}`)) {
      attempts.begin(login, 'here');
      attempts.succeeded(login, 'here');
    }
    expect(allowed(attempts, ['login-1'], 'here')).toBe(1);
  });
});
