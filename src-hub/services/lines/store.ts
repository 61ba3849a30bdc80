import type { OperatorCode } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';
import type { Tx } from '../../db/database';

/** Inserts lines of an operator, or brings them up to date by their PTO. */
export async function insertLines(tx: Tx, operatorCode: OperatorCode, lines: readonly Line[]): Promise<void> {
  await tx.rows(
    `INSERT INTO lines SELECT $1, u.* FROM json_to_recordset($2::json) AS u ("ptoRef" text, "pboRef" text,
       "lineServiceRef" text, "pmRef" text, "technicalPmRef" text, "pmModuleName" text, "pmModulePosition" text,
       "splitterPosition" text, tube text, fibre text, "patchCordColour" text, "ontSerial" text, "ponPath" text,
       "ontNumber" int)
     ON CONFLICT (operator_code, pto_ref) DO UPDATE SET
       pbo_ref = EXCLUDED.pbo_ref, line_service_ref = EXCLUDED.line_service_ref, pm_ref = EXCLUDED.pm_ref,
       technical_pm_ref = EXCLUDED.technical_pm_ref, pm_module_name = EXCLUDED.pm_module_name,
       pm_module_position = EXCLUDED.pm_module_position, splitter_position = EXCLUDED.splitter_position,
       tube = EXCLUDED.tube, fibre = EXCLUDED.fibre, patch_cord_colour = EXCLUDED.patch_cord_colour,
       ont_serial = EXCLUDED.ont_serial, pon_path = EXCLUDED.pon_path, ont_number = EXCLUDED.ont_number`,
    [operatorCode, JSON.stringify(lines)],
  );
}
