import type { ExportOutcome } from '@shared/contract/ipc';
import { useWorkstation } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import type { ExportRun } from './use-export';
import { reportWords } from './words';

/** How far the export is, or how it ended: where, how many rows exactly, or why not and that nothing is left. */
export function ExportResult({ run, cancel }: Pick<ExportRun, 'run' | 'cancel'>) {
  const words = useWords(reportWords);
  const { bytes } = useFormat();
  const { target } = useWorkstation();
  switch (run.state) {
    case 'idle':
      return null;
    case 'running': {
      const { progress } = run;
      const total = progress?.totalRows ?? null;
      const start = target === 'desktop' ? words.choosing : words.waiting;
      return (
        <div className="export-run">
          <ProgressBar
            label={words.running}
            fraction={progress === null || total === null ? null : total === 0 ? 1 : progress.rows / total}
            valueText={progress === null ? start : words.progress(progress.rows, total, bytes(progress.bytes))}
          />
          <Button isPending={run.cancelling} onPress={cancel}>
            {words.cancel}
          </Button>
        </div>
      );
    }
    case 'done':
      return <Outcome outcome={run.outcome} />;
  }
}

function Outcome({ outcome }: { readonly outcome: ExportOutcome }) {
  const words = useWords(reportWords);
  const problems = useWords(problemWords);
  const { bytes } = useFormat();
  switch (outcome.outcome) {
    case 'saved':
      return (
        <div className="export-end" role="status">
          <h2>
            <span aria-hidden>✓ </span>
            {words.savedTitle(outcome.rows)}
          </h2>
          <p className="quiet">{words.savedText(bytes(outcome.bytes))}</p>
          <p>
            {words.file} <span className="mono foreign">{outcome.path}</span>
          </p>
        </div>
      );
    case 'cancelled':
      return (
        <div className="export-end" role="status">
          <h2>{words.cancelledTitle}</h2>
          <p className="quiet">{words.cancelledText}</p>
        </div>
      );
    case 'failed':
      return (
        <div className="export-end export-failed" role="alert">
          <h2>
            <span aria-hidden>▲ </span>
            {words.failedTitle}
          </h2>
          <p>{sentenceFor(outcome.code, words, problems)}</p>
          <p className="quiet">
            {words.nothingLeft}{' '}
            <span className="mono foreign">
              {[outcome.code, outcome.detail].filter((part) => part !== '').join(' ')}
            </span>
          </p>
        </div>
      );
  }
}

function sentenceFor(
  code: string,
  {
    failures,
    unknownFailure,
  }: { readonly failures: Readonly<Record<string, string>>; readonly unknownFailure: string },
  problems: Readonly<Record<string, string>>,
): string {
  return failures[code] ?? problems[code] ?? unknownFailure;
}
