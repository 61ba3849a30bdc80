import { Refusal } from '../../refusals';

/** Failures of one login within this window before it must wait. */
const MOST_FAILURES = 10;
const WINDOW_MS = 60_000;
/** Logins remembered; beyond it the oldest is forgotten, so a flood of names cannot fill memory. */
const MOST_LOGINS = 10_000;

/** Failed sign-ins of the last minute, by login. Kept in memory: a restart forgives. */
export class Attempts {
  readonly #failures = new Map<string, number[]>();

  /** @throws Refusal RATE_LIMITED */
  check(login: string): void {
    if (this.#recent(login).length >= MOST_FAILURES) {
      throw new Refusal('RATE_LIMITED', 'too many failed sign-ins of this login: wait a minute');
    }
  }

  failed(login: string): void {
    const recent = this.#recent(login);
    this.#failures.delete(login);
    this.#failures.set(login, [...recent, Date.now()]);
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > MOST_LOGINS && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(login: string): void {
    this.#failures.delete(login);
  }

  #recent(login: string): number[] {
    return (this.#failures.get(login) ?? []).filter((at) => at > Date.now() - WINDOW_MS);
  }
}
