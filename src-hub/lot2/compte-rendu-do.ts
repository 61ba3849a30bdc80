import {
  type CompteRenduDO,
  type CompteRenduOI,
  compteRenduDO,
  MESSAGE,
  type NotificationOIDO,
  type outDO,
} from '@shared/contract/lot2';
import type { OperatorCode } from '@shared/domain/codes';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import { type InfraIntervention, lockOrdered } from './infra-intervention';
import { reportOutside } from './ordered-outside';
import { checkParties } from './parties';
import { readBody } from './read-body';
import { NOT_GIVEN } from './refs';

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
  const side = checkParties(ctx, caller, cr);
  if (side.kind === 'outside') return reportOutside(ctx, caller, cr, side.link);
  const infra = side.code;
  return inTurn(ctx, caller, async (turn) => {
    const { work } = turn;
    const job = await lockOrdered(work, infra, caller.operatorCode, cr.refIntervDO);
    if (job === undefined || (cr.refIntervOI !== undefined && cr.refIntervOI !== job.infra_ref)) {
      throw new ProtocolRefusal('REF_INTERV_INCONNUE', 'no such intervention', ['refIntervDO']);
    }
    const owners = new Map([...(await ownersOutside(turn, job)), ...(await ownersOf(turn, cr))]);
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

/** A line as the inventory of its operator names it. */
interface OwnedLine {
  readonly pto_ref: string;
  readonly operator_code: OperatorCode;
  readonly ont_serial: string | null;
  readonly line_service_ref: string | null;
}

/** Lines that operators outside named in their answers to this job's tests: no inventory here knows them. */
async function ownersOutside({ work, ctx }: Turn, job: InfraIntervention): Promise<ReadonlyMap<string, OwnedLine>> {
  if (job.recipients.every((code) => ctx.directory.isHosted(code))) return new Map();
  const rows = await work.rows<{
    body: Pick<NotificationOIDO, 'codeOCImpacte' | 'clientHSOC' | 'ligneClientRetablie'>;
  }>('SELECT body FROM outbox WHERE operator_code = $1 AND infra_ref = $2 AND message = $3 ORDER BY id', [
    job.operator_code,
    job.infra_ref,
    MESSAGE.answerRelayed,
  ]);
  const lines = rows.flatMap(({ body }) =>
    [...body.clientHSOC, ...body.ligneClientRetablie].map(
      (line): OwnedLine => ({
        pto_ref: line.refPTO,
        operator_code: body.codeOCImpacte,
        ont_serial: line.numeroSerieONT ?? null,
        line_service_ref: line.referencePrestationPrise === NOT_GIVEN ? null : (line.referencePrestationPrise ?? null),
      }),
    ),
  );
  return new Map(
    lines.filter((line) => !ctx.directory.isHosted(line.operator_code)).map((line) => [line.pto_ref, line]),
  );
}

/** Whose each socket is, by the inventories hosted here. */
async function ownersOf({ work, ctx }: Turn, cr: CompteRenduDO): Promise<ReadonlyMap<string, OwnedLine>> {
  const refs = [...(cr.lignesImpactees ?? []), ...(cr.lignesRetablies ?? [])].flatMap((line) => line.refPTO ?? []);
  if (refs.length === 0) return new Map();
  const rows = await work.rows<OwnedLine>(
    `SELECT pto_ref, operator_code, ont_serial, line_service_ref FROM lines
     WHERE operator_code = ANY ($1) AND pto_ref = ANY ($2)`,
    [ctx.directory.hosted, refs],
  );
  return new Map(rows.map((row) => [row.pto_ref, row]));
}

/**
 * The part of a report that speaks of one operator's lines; null when none does. Names of a line come from its own
 * operator's inventory and not from the sender: any free word could name him.
 */
function reportFor(
  recipientCode: OperatorCode,
  cr: CompteRenduDO,
  owners: ReadonlyMap<string, OwnedLine>,
  codeOI: OperatorCode,
  refIntervOI: string,
): CompteRenduOI | null {
  const own = <L extends { refPTO?: string | undefined }>(lines: readonly L[] = []) =>
    lines.flatMap((line) => {
      const known = line.refPTO === undefined ? undefined : owners.get(line.refPTO);
      return known?.operator_code === recipientCode ? [{ line, names: namesOf(known) }] : [];
    });
  const lignesImpactees = own(cr.lignesImpactees).map(({ line, names }) => ({
    ...names,
    ...(line.repaOCDemandee !== undefined && { repaOCDemandee: line.repaOCDemandee }),
    ...(line.retStatut !== undefined && { retStatut: line.retStatut }),
    ...(line.retTypo !== undefined && restorationTypes.includes(line.retTypo) && { retTypo: line.retTypo }),
  }));
  const lignesRetablies = own(cr.lignesRetablies).map(({ names }) => names);
  if (lignesImpactees.length + lignesRetablies.length === 0) return null;
  return { codeOI, lignesImpactees, lignesRetablies, message: MESSAGE.report, refIntervOI };
}

const namesOf = (line: OwnedLine) => ({
  refPTO: line.pto_ref,
  ...(line.ont_serial !== null && { numeroSerieONT: line.ont_serial }),
  ...(line.line_service_ref !== null && { referencePrestationPrise: line.line_service_ref }),
});
