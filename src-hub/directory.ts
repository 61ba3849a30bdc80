import type { Operator } from '@shared/contract/http';
import type { Directory } from './context';
import type { Database } from './db/database';

interface OperatorRow {
  readonly code: string;
  readonly name: string;
  readonly plays: Operator['roles'];
  readonly hosted: boolean;
  readonly demo: boolean;
}

/** Reads the public list of operators; small, and the same for everybody. */
export async function loadDirectory(db: Database): Promise<Directory> {
  const rows = await db.outside<OperatorRow>('SELECT code, name, plays, hosted, demo FROM operators ORDER BY code');
  const all = new Map(rows.map(({ code, name, plays, demo }) => [code, { code, name, demo, roles: plays }]));
  const hosted = rows.filter((row) => row.hosted).map((row) => row.code);
  const isHosted = new Set(hosted);
  return {
    all,
    hosted,
    isHosted: (code) => isHosted.has(code),
    ordering: rows.filter((row) => row.plays.includes('DO')).map((row) => row.code),
  };
}
