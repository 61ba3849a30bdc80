import { Refusal } from '../../refusals';
import { Budget } from './budget';

/** Failures a minute of one login from one address, and of one address whatever the login. */
const MOST_OF_LOGIN = 10;
const MOST_OF_ADDRESS = 100;

/**
 * Sign-ins that failed in the last minute. By login and address: guessing ends soon, and nobody elsewhere can lock
 * somebody out. An attempt counts from its beginning, so that many at once are no way around.
 */
export class Attempts {
  readonly #ofLogin = new Budget(MOST_OF_LOGIN);
  readonly #ofAddress = new Budget(MOST_OF_ADDRESS);

  /** @throws Refusal RATE_LIMITED */
  begin(login: string, address: string): void {
    if (!this.#ofAddress.take(address) || !this.#ofLogin.take(`${address} ${login}`)) {
      throw new Refusal('RATE_LIMITED', 'too many failed sign-ins: wait a minute');
    }
  }

  succeeded(login: string, address: string): void {
    this.#ofAddress.giveBack(address);
    this.#ofLogin.forgive(`${address} ${login}`);
  }
}
