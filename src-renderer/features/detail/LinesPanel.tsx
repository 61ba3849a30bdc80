import type { ImpactedLine, Outage } from '@shared/domain/outage';
import { useMay } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { useNow } from '../../ui/clock';
import { Panel } from '../../ui/Panel';
import { Table, type TableColumn } from '../../ui/Table';
import { detailWords } from './words';

/** The lines, with where each runs through the PM for those who may see it. */
export function LinesPanel({ outage }: { readonly outage: Outage }) {
  const words = useWords(detailWords);
  const { moment } = useFormat();
  const now = useNow();
  const routes = useMay()('outage.read-routes', outage.relation);
  const columns: TableColumn<ImpactedLine>[] = [
    { id: 'pto', title: words.socket, mono: true, cell: (line) => <span className="foreign">{line.ptoRef}</span> },
    ...(routes ? routeColumns(words) : []),
    { id: 'state', title: words.state, cell: (line) => <LineStateCell line={line} /> },
    { id: 'since', title: words.since, mono: true, cell: (line) => moment(line.changedAt, now) },
  ];
  const rows = [...outage.lines].sort((a, b) => rank(a) - rank(b) || a.ptoRef.localeCompare(b.ptoRef));
  return (
    <Panel title={`${words.lines} (${rows.length})`}>
      <Table label={words.lines} columns={columns} rows={rows} keyOf={(line) => line.ptoRef} />
      {routes ? null : <p className="faint">{words.linesHidden}</p>}
    </Panel>
  );
}

const order = { down: 0, restored: 1, 'already-down': 2, 'switched-off': 3 } as const;
const rank = (line: ImpactedLine) => order[line.state];

function routeColumns(words: (typeof detailWords)['fr']): TableColumn<ImpactedLine>[] {
  return [
    {
      id: 'module',
      title: words.module,
      mono: true,
      cell: ({ route }) => (route ? `${route.pmModuleName} · ${route.pmModulePosition}` : '—'),
    },
    { id: 'splitter', title: words.splitter, mono: true, cell: ({ route }) => route?.splitterPosition ?? '—' },
    {
      id: 'fibre',
      title: words.fibre,
      mono: true,
      cell: ({ route }) => (route ? `${route.tube} · ${route.fibre}` : '—'),
    },
    { id: 'cord', title: words.cord, cell: ({ route }) => route?.patchCordColour ?? '—' },
  ];
}

function LineStateCell({ line }: { readonly line: ImpactedLine }) {
  const words = useWords(detailWords);
  return (
    <span className={`line-state line-${line.state}`}>
      <span aria-hidden>{signs[line.state]}</span> {words.lineStates[line.state]}
      {line.shortCuts > 0 ? <span className="faint"> · {words.short(line.shortCuts)}</span> : null}
    </span>
  );
}

const signs = { down: '●', restored: '✓', 'already-down': '○', 'switched-off': '○' } as const;
