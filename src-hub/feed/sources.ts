import type { Source } from '@shared/contract/feed';
import type { OperatorCode } from '@shared/domain/codes';
import type { HubContext } from '../context';
import type { Tx } from '../db/database';

interface SourceRow {
  readonly source_id: string;
  readonly kind: Source['kind'];
  readonly source_operator_code: OperatorCode;
  readonly last_heard_at: string | null;
}

/**
 * The sources behind what an operator sees: its own alarms, where it has customers, and the messages of each network where
 * it has lines or owns PMs. The messages of a network hosted here are as fresh as this hub's deliveries: `turnedAt` is
 * when they last came round (ISO).
 */
export async function sourcesOf(
  ctx: HubContext,
  tx: Tx,
  operatorCode: OperatorCode,
  turnedAt: string,
): Promise<Source[]> {
  const heard = await tx.rows<SourceRow>('SELECT * FROM sources WHERE operator_code = $1 ORDER BY source_id', [
    operatorCode,
  ]);
  const networks = await tx.rows<{ code: OperatorCode }>(
    'SELECT DISTINCT infra_operator_code AS code FROM pms WHERE operator_code = $1 ORDER BY 1',
    [operatorCode],
  );
  const alarms = heard.find((row) => row.kind === 'alarms' && row.source_operator_code === operatorCode);
  const hasCustomers = ctx.directory.all.get(operatorCode)?.roles.includes('OC') === true;
  return [
    ...(hasCustomers
      ? [
          {
            id: `alarms:${operatorCode}`,
            kind: 'alarms' as const,
            operatorCode,
            lastHeardAt: alarms?.last_heard_at ?? null,
          },
        ]
      : []),
    ...networks.map(({ code }) => ({
      id: `messages:${code}`,
      kind: 'messages' as const,
      operatorCode: code,
      lastHeardAt: ctx.directory.isHosted(code)
        ? turnedAt
        : (heard.find((row) => row.kind === 'messages' && row.source_operator_code === code)?.last_heard_at ?? null),
    })),
  ];
}
