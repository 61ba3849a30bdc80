import { type CompteRenduDO, type CompteRenduOI, compteRenduDO, MESSAGE, type outDO } from '@shared/contract/lot2';
import type { OperatorCode } from '@shared/domain/codes';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import { lockOrdered } from './infra-intervention';
import { checkParties } from './parties';
import { readBody } from './read-body';

/** retTypo is free text on the wire; only these codes [A] are relayed, as free words could name the sender. */
const restorationTypes: readonly string[] = [
  'RESEAT_CONNECTOR',
  'REPATCH_PORT',
  'REPLACE_PATCH_CORD',
  'CLEAN_CONNECTOR',
  'RELIEVE_BEND',
  'RESPLICE',
  'NOT_RESTORED',
];

/**
 * CR, POST /interventions-do/compte-rendu: what the technician repaired. Each impacted operator is told of its own lines,
 * without retMessage: free words could name the ordering operator.
 * @throws ProtocolRefusal REF_INTERV_INCONNUE, CHAMPS_NON_RENSEIGNE, CODE_OI_INCONNU, MAUVAIS_FORMAT
 */
export async function compteRenduDo(ctx: HubContext, caller: Caller, body: unknown): Promise<z.infer<typeof outDO>> {
  const cr = readBody(compteRenduDO, body);
  const infra = checkParties(ctx, caller, cr);
  return inTurn(ctx, caller, async (turn) => {
    const { work } = turn;
    const job = await lockOrdered(work, infra, caller.operatorCode, cr.refIntervDO);
    if (job === undefined || (cr.refIntervOI !== undefined && cr.refIntervOI !== job.infra_ref)) {
      throw new ProtocolRefusal('REF_INTERV_INCONNUE', 'no such intervention', ['refIntervDO']);
    }
    const owners = await ownersOf(turn, cr);
    for (const recipientCode of job.recipients) {
      const report = reportFor(recipientCode, cr, owners, infra, job.infra_ref);
      if (report === null) continue;
      work.send({ operatorCode: infra, recipientCode, message: MESSAGE.report, infraRef: job.infra_ref, body: report });
    }
    const count = cr.lignesImpactees?.length ?? 0;
    for (const operatorCode of new Set([infra, caller.operatorCode].filter((c) => ctx.directory.isHosted(c)))) {
      const entry = { at: work.at, heardAt: work.at, kind: 'CR', operatorCode: caller.operatorCode, count } as const;
      work.note(operatorCode, job.infra_ref, entry);
      work.audit({ operatorCode, action: 'message.CR', subject: job.infra_ref, detail: { count } });
    }
    return { code: 0, refIntervDO: job.ordering_ref, refIntervOI: job.infra_ref };
  });
}

/** Whose each socket is, by the inventories hosted here. */
async function ownersOf({ work, ctx }: Turn, cr: CompteRenduDO): Promise<ReadonlyMap<string, OperatorCode>> {
  const refs = [...(cr.lignesImpactees ?? []), ...(cr.lignesRetablies ?? [])].flatMap((line) => line.refPTO ?? []);
  if (refs.length === 0) return new Map();
  const rows = await work.rows<{ pto_ref: string; operator_code: string }>(
    'SELECT pto_ref, operator_code FROM lines WHERE operator_code = ANY ($1) AND pto_ref = ANY ($2)',
    [ctx.directory.hosted, refs],
  );
  return new Map(rows.map((row) => [row.pto_ref, row.operator_code]));
}

/** The part of a report that speaks of one operator's lines; null when none does. */
function reportFor(
  recipientCode: OperatorCode,
  cr: CompteRenduDO,
  owners: ReadonlyMap<string, OperatorCode>,
  codeOI: OperatorCode,
  refIntervOI: string,
): CompteRenduOI | null {
  const owned = (line: { refPTO?: string | undefined }) =>
    line.refPTO !== undefined && owners.get(line.refPTO) === recipientCode;
  const lignesImpactees = (cr.lignesImpactees ?? []).filter(owned).map(({ retMessage: _, retTypo, ...line }) => ({
    ...line,
    ...(retTypo !== undefined && restorationTypes.includes(retTypo) && { retTypo }),
  }));
  const lignesRetablies = (cr.lignesRetablies ?? []).filter(owned);
  if (lignesImpactees.length + lignesRetablies.length === 0) return null;
  return { codeOI, lignesImpactees, lignesRetablies, message: MESSAGE.report, refIntervOI };
}
