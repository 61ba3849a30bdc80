import { calls, listOf, session } from '@shared/contract/http';
import { DEMO_PASSWORD } from '@shared/demo/operators';
import { type GrantDraft, preAuthorisation } from '@shared/domain/pre-authorisation';

/** Who lets whom repair its lines, everywhere in the département. */
export const pilot = { grantedBy: ['SFRA', 'FREE'], to: ['FTEL', 'BYTL'] } as const;

const REASON = 'Pilote Gironde';
const VALID_DAYS = 30;

/**
 * What the supervisors of SFRA and FREE decided before the demonstration begins: technicians of FTEL and BYTL may
 * repair their lines in Gironde. Nobody decides for BYTL: that is for whoever sits at its desk. Does nothing where such
 * a grant stands. Throws when the hub refuses.
 * @param now by the hub's clock
 */
export async function grantPilot(hub: string, now = Date.now()): Promise<void> {
  for (const login of pilot.grantedBy.map((code) => `supervisor.${code.toLowerCase()}`)) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await signIn(hub, login)}` };
    const list = await fetch(new URL(`${calls.preAuthorisations.path}?limit=1000`, hub), { headers });
    const { items } = listOf(preAuthorisation).parse(await list.json());
    const stands = items.some(
      (grant) => grant.reason === REASON && grant.revokedAt === null && Date.parse(grant.validUntil) > now,
    );
    if (stands) continue;
    const draft: GrantDraft = {
      orderingOperatorCodes: [...pilot.to],
      scope: { kind: 'departments', departments: ['33'] },
      natures: ['connection', 'repair'],
      validFrom: new Date(now).toISOString(),
      validUntil: new Date(now + VALID_DAYS * 86_400_000).toISOString(),
      reason: REASON,
    };
    const granted = await fetch(new URL(calls.grant.path, hub), {
      method: 'POST',
      headers,
      body: JSON.stringify(draft),
    });
    if (!granted.ok) throw new Error(`${login} may not grant: ${granted.status} ${await granted.text()}`);
  }
}

async function signIn(hub: string, login: string): Promise<string> {
  const reply = await fetch(new URL(calls.signIn.path, hub), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  });
  if (!reply.ok) throw new Error(`${login} can't sign in: ${reply.status} ${await reply.text()}`);
  return session.parse(await reply.json()).accessToken;
}
