import type { PmColumns } from '@shared/domain/pm';
import type { Caller, HubContext } from '../../context';
import { pmRowsOf } from './rows';

/** GET /api/pms?format=columns: every PM that the caller's operator knows, in the shape that the map wants. */
export async function pmColumnsOf(ctx: HubContext, caller: Caller): Promise<PmColumns> {
  const rows = await ctx.db.inTenants([caller.operatorCode], (tx) => pmRowsOf(tx, caller.operatorCode));
  const networks = [...new Set(rows.map((row) => row.infraOperatorCode))].sort();
  const networkIndex = new Map(networks.map((code, i) => [code, i]));
  const communes = new Map(rows.map((row) => [row.inseeCode, row]));
  const inseeCodes = [...communes.keys()].sort();
  const communeIndex = new Map(inseeCodes.map((code, i) => [code, i]));
  return {
    pmRef: rows.map((row) => row.pmRef),
    longitude: rows.map((row) => row.longitude),
    latitude: rows.map((row) => row.latitude),
    lineCount: rows.map((row) => Object.values(row.lineCounts).reduce((sum, count) => sum + count, 0)),
    infraOperator: rows.map((row) => networkIndex.get(row.infraOperatorCode) ?? 0),
    infraOperators: networks,
    commune: rows.map((row) => communeIndex.get(row.inseeCode) ?? 0),
    communes: inseeCodes.flatMap((inseeCode) => {
      const row = communes.get(inseeCode);
      return row === undefined ? [] : [{ inseeCode, name: row.commune, department: row.department }];
    }),
    approximate: rows.map((row) => (row.accuracy === 'exact' ? 0 : 1)),
  };
}
