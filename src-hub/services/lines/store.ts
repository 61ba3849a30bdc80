import type { OperatorCode } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';
import type { Tx } from '../../db/database';

/** Inserts lines of an operator, or brings them up to date by their PTO. */
export async function insertLines(tx: Tx, operatorCode: OperatorCode, lines: readonly Line[]): Promise<void> {
  const text = (of: (line: Line) => string | undefined) => lines.map((line) => of(line) ?? null);
  await tx.rows(
    `INSERT INTO lines SELECT $1, u.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::int[]) AS u
     ON CONFLICT (operator_code, pto_ref) DO UPDATE SET
       pbo_ref = EXCLUDED.pbo_ref, line_service_ref = EXCLUDED.line_service_ref, pm_ref = EXCLUDED.pm_ref,
       technical_pm_ref = EXCLUDED.technical_pm_ref, pm_module_name = EXCLUDED.pm_module_name,
       pm_module_position = EXCLUDED.pm_module_position, splitter_position = EXCLUDED.splitter_position,
       tube = EXCLUDED.tube, fibre = EXCLUDED.fibre, patch_cord_colour = EXCLUDED.patch_cord_colour,
       ont_serial = EXCLUDED.ont_serial, pon_path = EXCLUDED.pon_path, ont_number = EXCLUDED.ont_number`,
    [
      operatorCode,
      text((l) => l.ptoRef),
      text((l) => l.pboRef),
      text((l) => l.lineServiceRef),
      text((l) => l.pmRef),
      text((l) => l.technicalPmRef),
      text((l) => l.pmModuleName),
      text((l) => l.pmModulePosition),
      text((l) => l.splitterPosition),
      text((l) => l.tube),
      text((l) => l.fibre),
      text((l) => l.patchCordColour),
      text((l) => l.ontSerial),
      text((l) => l.ponPath),
      lines.map((l) => l.ontNumber),
    ],
  );
}
