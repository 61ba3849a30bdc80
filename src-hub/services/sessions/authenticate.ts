import type { Role } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../context';
import { Refusal } from '../../refusals';
import { tokenHash } from './token';

interface SessionRow {
  readonly operator_code: string;
  readonly login: string;
  readonly role: Role;
  readonly departments: string[];
  readonly expires_at: string;
  readonly ended_at: string | null;
}

/** Who a token stands for, and until when (milliseconds since 1970). */
export interface Authenticated {
  readonly caller: Caller;
  readonly expiresAt: number;
}

/** A session that ended elsewhere is believed for at most this long. */
const CACHE_MS = 1_000;
const MOST_CACHED = 5_000;

/** Tells tokens apart; remembers each for a second, so a burst of calls asks the database once. */
export class Authenticator {
  readonly #cache = new Map<string, { until: number; answer: Authenticated }>();

  constructor(private readonly ctx: HubContext) {}

  /** @throws Refusal UNAUTHENTICATED for a token that is none of ours, SESSION_ENDED for one that was */
  async authenticate(token: string): Promise<Authenticated> {
    const hash = tokenHash(token);
    const known = this.#cache.get(hash);
    if (known && known.until > Date.now() && known.answer.expiresAt > Date.now()) return known.answer;
    const [row] = await this.ctx.db.outside<SessionRow>('SELECT * FROM find_session($1)', [hash]);
    if (row === undefined) throw new Refusal('UNAUTHENTICATED');
    const expiresAt = Date.parse(row.expires_at);
    if (row.ended_at !== null || expiresAt <= Date.now()) throw new Refusal('SESSION_ENDED');
    const answer: Authenticated = {
      caller: { operatorCode: row.operator_code, login: row.login, role: row.role, departments: row.departments },
      expiresAt,
    };
    if (this.#cache.size >= MOST_CACHED) this.#cache.clear();
    this.#cache.set(hash, { until: Date.now() + CACHE_MS, answer });
    return answer;
  }

  /** Ends the session of a token, here at once. */
  async end(caller: Caller, token: string): Promise<void> {
    const hash = tokenHash(token);
    this.#cache.delete(hash);
    await this.ctx.db.outside('SELECT end_session($1, $2)', [hash, new Date().toISOString()]);
    await this.ctx.transact({ tenants: [caller.operatorCode], actor: caller }, async (work) => {
      work.audit({ operatorCode: caller.operatorCode, action: 'session.end', subject: caller.login });
    });
  }
}
