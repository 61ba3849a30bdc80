import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import type { Caller, HubContext } from '../../context';

/** What of an answer speaks of customers' lines. */
export interface LinesShown {
  readonly action: string;
  readonly subject: string;
  /** The things whose lines they are; empty: no line is shown, and there is nothing to say. */
  readonly ids: readonly string[];
  readonly lines: number;
}

/** Writes who is about to be shown customers' lines (safety 20), before the answer leaves. */
export async function auditLinesShown(ctx: HubContext, caller: Caller, shown: LinesShown): Promise<void> {
  if (shown.lines === 0) return;
  const { action, subject, ids, lines } = shown;
  await ctx.transact({ tenants: [caller.operatorCode], actor: caller }, async (work) => {
    work.audit({ operatorCode: caller.operatorCode, action, subject, detail: { ids, lines } });
  });
}

/** The outages of an answer that show lines. */
export function linesOfOutages(outages: readonly Outage[]): Pick<LinesShown, 'ids' | 'lines'> {
  const withLines = outages.filter((outage) => outage.lines.length > 0);
  return { ids: withLines.map(({ id }) => id), lines: withLines.reduce((sum, { lines }) => sum + lines.length, 0) };
}

/** The interventions of an answer whose answers to tests name lines. */
export function linesOfInterventions(jobs: readonly Intervention[]): Pick<LinesShown, 'ids' | 'lines'> {
  const counted = jobs.map(({ infraRef, answers = [] }) => ({
    infraRef,
    lines: answers.reduce((sum, { impactedLines, restoredPtoRefs }) => {
      return sum + impactedLines.length + restoredPtoRefs.length;
    }, 0),
  }));
  const withLines = counted.filter(({ lines }) => lines > 0);
  return {
    ids: withLines.map(({ infraRef }) => infraRef),
    lines: withLines.reduce((sum, { lines }) => sum + lines, 0),
  };
}
