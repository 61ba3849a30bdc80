import type { OperatorCode } from '@shared/domain/codes';
import type { Tx } from '../db/database';
import { changedTogether } from '../db/together';

export type TimerKind =
  | 'abandon'
  | 'abandon-ordered'
  | 'abandon-told'
  | 'answer-deadline'
  | 'closing-deadline'
  | 'closing-test'
  | 'ordered-deadline';

interface Timer {
  readonly operatorCode: OperatorCode;
  readonly kind: TimerKind;
  readonly subject: string;
}

const columns = (timers: readonly Timer[]) => [
  timers.map(({ operatorCode }) => operatorCode),
  timers.map(({ kind }) => kind),
  timers.map(({ subject }) => subject),
];

const set = changedTogether<Timer & { readonly dueAt: string }>((tx, timers) =>
  tx.rows(
    `INSERT INTO timers (operator_code, kind, subject, due_at)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
     ON CONFLICT (operator_code, kind, subject) DO UPDATE SET due_at = EXCLUDED.due_at`,
    [...columns(timers), timers.map(({ dueAt }) => dueAt)],
  ),
);

const drop = changedTogether<Timer>((tx, timers) =>
  tx.rows(
    `DELETE FROM timers t USING unnest($1::text[], $2::text[], $3::text[]) AS u (operator_code, kind, subject)
     WHERE t.operator_code = u.operator_code AND t.kind = u.kind AND t.subject = u.subject`,
    columns(timers),
  ),
);

/** Work due later; survives the process, and goes with its effect. */
export function setTimer(
  tx: Tx,
  operatorCode: OperatorCode,
  kind: TimerKind,
  subject: string,
  dueAt: string,
): Promise<void> {
  return set(tx, { operatorCode, kind, subject, dueAt });
}

/** Work that is no longer due. */
export function dropTimer(tx: Tx, operatorCode: OperatorCode, kind: TimerKind, subject: string): Promise<void> {
  return drop(tx, { operatorCode, kind, subject });
}
