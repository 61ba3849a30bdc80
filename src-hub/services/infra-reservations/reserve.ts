import { randomUUID } from 'node:crypto';
import type { Body } from '@shared/contract/http';
import type { InfraReservation } from '@shared/domain/pre-authorisation';
import type { Caller, HubContext } from '../../context';
import { inTurn } from '../../engine/turn';
import { Refusal } from '../../refusals';

/**
 * POST /api/infra-reservations: the infrastructure operator keeps the repair of a line, or of a whole PM of its network,
 * for itself (reserveReparationOI in M6TX). It can only take away what others granted.
 * @throws Refusal UNKNOWN_PM when the PM is not of its network, INVALID_FIELD when it has ended already
 */
export async function reserve(ctx: HubContext, caller: Caller, input: Body<'reserve'>): Promise<InfraReservation> {
  if (Date.parse(input.until) <= ctx.clock.now()) {
    throw new Refusal('INVALID_FIELD', undefined, [{ field: 'until', message: 'already past' }]);
  }
  return inTurn(ctx, caller, async ({ work, touched }) => {
    const own = await work.rows(
      'SELECT 1 FROM pms WHERE operator_code = $1 AND infra_operator_code = $1 AND pm_ref = $2',
      [caller.operatorCode, input.pmRef],
    );
    if (own.length === 0) {
      throw new Refusal('UNKNOWN_PM', undefined, [
        { field: 'pmRef', message: `${input.pmRef} is not of your network` },
      ]);
    }
    const reservation: InfraReservation = { ...input, id: randomUUID(), infraOperatorCode: caller.operatorCode };
    await work.rows(
      `INSERT INTO infra_reservations (operator_code, id, pm_ref, pto_ref, reason, until, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        caller.operatorCode,
        reservation.id,
        input.pmRef,
        input.ptoRef ?? null,
        input.reason,
        input.until,
        caller.login,
        work.at,
      ],
    );
    const open = await work.rows<{ id: string }>(
      'SELECT id FROM outages WHERE infra_operator_code = $1 AND pm_ref = $2 AND closed_at IS NULL',
      [caller.operatorCode, input.pmRef],
    );
    for (const { id } of open) touched.outages.add(id);
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'infra-reservation.create',
      subject: reservation.id,
      detail: { ...input },
    });
    return reservation;
  });
}
