import type { GrantPreview } from '@shared/contract/http';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { Table } from '../../ui/Table';
import { grantWords } from './grant-words';
import type { Preview } from './use-preview';

/** What would be covered and change, over the map, before anything is saved. */
export function Coverage({ preview }: { readonly preview: Preview }) {
  const words = useWords(grantWords);
  const problems = useWords(problemWords);
  switch (preview.state) {
    case 'waiting':
      return <p className="coverage-note">{words.waiting}</p>;
    case 'failed':
      return (
        <div className="coverage-note coverage-bad" role="alert">
          <p>
            {words.failed} {problems[preview.code]}
          </p>
          <Button size="small" onPress={preview.retry}>
            {words.retry}
          </Button>
        </div>
      );
    case 'asking':
      return (
        <>
          <p className="coverage-note" role="status">
            {words.asking}
          </p>
          {preview.before === null ? null : <Figures preview={preview.before} asking />}
        </>
      );
    case 'known':
      return <Figures preview={preview.preview} />;
  }
}

function Figures({ preview, asking = false }: { readonly preview: GrantPreview; readonly asking?: boolean }) {
  const words = useWords(grantWords);
  const { integer } = useFormat();
  const { pmCount, lineCount, openInterventionCount } = preview;
  return (
    <div className="coverage" data-asking={asking ? '' : undefined}>
      <h2 className="unseen">{words.counts}</h2>
      <section className="coverage-counts" aria-label={words.counts} aria-live="polite">
        <Figure value={integer(pmCount)} label={words.pms(pmCount)} />
        <Figure value={integer(lineCount)} label={words.lines(lineCount)} />
        <Figure value={integer(openInterventionCount)} label={words.open(openInterventionCount)} />
      </section>
      <div className="coverage-foot">
        <div className="coverage-wire">
          <Panel title={words.wire}>
            <Wire wire={preview.wire} />
          </Panel>
        </div>
        <div className="coverage-overlaps">
          <Panel title={words.overlaps}>
            {preview.overlaps.length === 0 ? <p className="quiet">{words.noOverlap}</p> : null}
            <ul>
              {preview.overlaps.map((overlap) => (
                <li key={overlap.id}>{words.overlap(overlap.label, overlap.pmCount)}</li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Figure({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <p className="figure">
      <strong className="tabular">{value}</strong> <span className="quiet">{label}</span>
    </p>
  );
}

/** The booleans as M5TX carries them, before and after; those that change come first. */
function Wire({ wire }: { readonly wire: GrantPreview['wire'] }) {
  const words = useWords(grantWords);
  if (wire.length === 0) return <p className="quiet">{words.wireNone}</p>;
  return (
    <Table
      label={words.wire}
      rows={[...wire].sort((a, b) => Number(a.before === a.after) - Number(b.before === b.after))}
      keyOf={(row) => `${row.infraOperatorCode} ${row.orderingOperatorCode}`}
      columns={[
        { id: 'oi', title: words.oi, mono: true, cell: (row) => row.infraOperatorCode },
        { id: 'do', title: words.do, mono: true, cell: (row) => row.orderingOperatorCode },
        { id: 'before', title: words.before, cell: (row) => <Flag value={row.before} /> },
        {
          id: 'after',
          title: words.after,
          cell: (row) =>
            row.before === row.after ? (
              <span className="faint">{words.unchanged}</span>
            ) : (
              <Flag value={row.after} text={words.true(row.pmCount)} />
            ),
        },
      ]}
    />
  );
}

function Flag({ value, text = 'true' }: { readonly value: boolean; readonly text?: string }) {
  return value ? <span className="wire-yes">✓ {text}</span> : <span className="wire-no">✕ false</span>;
}
