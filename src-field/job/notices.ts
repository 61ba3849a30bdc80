import type { OperatorCode } from '@shared/domain/codes';
import type { FieldLine, Standing } from './lines';

/** Something that a technician must be told the moment it happens, of one operator's lines. */
export interface Notice {
  readonly kind: 'withdrawn' | 'agreed' | 'cut';
  readonly operatorCode: OperatorCode;
  readonly lines: number;
}

/** Notices of the same topic, of the same operator: the newer one is all that still holds. */
export function supersedes(newer: Notice, older: Notice): boolean {
  const topic = ({ kind }: Notice) => (kind === 'cut' ? 'cut' : 'consent');
  return newer.operatorCode === older.operatorCode && topic(newer) === topic(older);
}

/** From one state of the lines to the next: whose consent went or came, and whose lines went dark. */
export function noticesBetween(before: readonly FieldLine[], after: readonly FieldLine[]): readonly Notice[] {
  const known = new Map(before.map((line) => [keyOf(line), line.standing]));
  const counts = new Map<string, Notice>();
  for (const line of after) {
    const kind = change(known.get(keyOf(line)), line.standing);
    if (kind === null) continue;
    const key = `${kind} ${line.operatorCode}`;
    const lines = (counts.get(key)?.lines ?? 0) + 1;
    counts.set(key, { kind, operatorCode: line.operatorCode, lines });
  }
  return [...counts.values()];
}

const keyOf = ({ operatorCode, ptoRef }: FieldLine): string => `${operatorCode} ${ptoRef}`;

function change(before: Standing | undefined, after: Standing): Notice['kind'] | null {
  if (after.kind === 'back') return null;
  if (before === undefined || before.kind === 'back') return 'cut';
  if (before.kind === 'repair' && after.kind === 'leave') return after.why === 'job-over' ? null : 'withdrawn';
  const agreed = after.kind === 'repair' || (after.kind === 'ask' && after.why === 'agreed-since');
  return before.kind === 'leave' && agreed ? 'agreed' : null;
}
