import type { OperatorCode } from '@shared/domain/codes';
import type { OutageState, Relation } from '@shared/domain/outage';
import { type LifeEvent, type LifeFacts, nextOutageState } from '@shared/domain/outage-life';
import type { Work } from '../db/work';

/** What happened to one outage, for each desk that has it. */
export interface DeskEvents {
  readonly outageId: string;
  readonly events: readonly LifeEvent[];
  /** How things stood before the first event. */
  readonly before: LifeFacts;
}

export interface NewDesk {
  readonly operatorCode: OperatorCode;
  readonly outageId: string;
  readonly relation: Relation;
}

interface DeskRow {
  operator_code: string;
  outage_id: string;
  state: OutageState;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
}

/** Gives outages to desks that did not have them; one that has it already keeps its state, and may
 * have become more: an infrastructure operator whose own job it turns out to be. */
export async function openDesks(work: Work, desks: readonly NewDesk[]): Promise<void> {
  if (desks.length === 0) return;
  await work.rows(
    `INSERT INTO outage_desks (operator_code, outage_id, relation, state)
     SELECT o, i, r, 'unacknowledged' FROM unnest($1::text[], $2::text[], $3::text[]) AS u (o, i, r)
     ON CONFLICT (operator_code, outage_id) DO UPDATE SET relation = EXCLUDED.relation
       WHERE outage_desks.relation <> EXCLUDED.relation`,
    [desks.map((d) => d.operatorCode), desks.map((d) => d.outageId), desks.map((d) => d.relation)],
  );
}

/** Takes every desk of these outages through their events (outage-life). The outages' PMs are locked by the caller. */
export async function moveDesks(work: Work, moves: readonly DeskEvents[]): Promise<void> {
  const byId = new Map(moves.filter((m) => m.events.length > 0).map((m) => [m.outageId, m]));
  if (byId.size === 0) return;
  const desks = await work.rows<DeskRow>(
    `SELECT operator_code, outage_id, state, acknowledged_by, acknowledged_at FROM outage_desks
     WHERE operator_code = ANY (vigie_tenants()) AND outage_id = ANY ($1) ORDER BY outage_id, operator_code FOR UPDATE`,
    [[...byId.keys()]],
  );
  const moved = desks.map((desk) => afterEvents(desk, byId.get(desk.outage_id))).filter((d) => d !== null);
  if (moved.length === 0) return;
  await work.rows(
    `UPDATE outage_desks d SET state = u.state, acknowledged_by = u.who, acknowledged_at = u.at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS u (operator, outage, state, who, at)
     WHERE d.operator_code = u.operator AND d.outage_id = u.outage`,
    [
      moved.map((d) => d.operator_code),
      moved.map((d) => d.outage_id),
      moved.map((d) => d.state),
      moved.map((d) => d.acknowledged_by),
      moved.map((d) => d.acknowledged_at),
    ],
  );
}

function afterEvents(desk: DeskRow, move: DeskEvents | undefined): DeskRow | null {
  if (move === undefined) return null;
  let facts = move.before;
  let state = desk.state;
  for (const event of move.events) {
    state = nextOutageState(state, event, facts);
    facts = { allRestored: event === 'all-restored' || event === 'confirmed', confirmed: event === 'confirmed' };
  }
  if (state === desk.state) return null;
  // Whoever acknowledged spoke of what was known then; alarmed again, the desk has not been answered yet.
  return state === 'unacknowledged'
    ? { ...desk, state, acknowledged_by: null, acknowledged_at: null }
    : { ...desk, state };
}
