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
  const { moment, integer } = useFormat();
  const now = useNow();
  const routes = useMay()('outage.read-routes', outage.relation);
  const columns: TableColumn<ImpactedLine>[] = [
    { id: 'pto', title: words.socket, cell: (line) => <LineCell line={line} /> },
    ...(routes ? routeColumns(words) : []),
    { id: 'since', title: words.since, mono: true, cell: (line) => moment(line.changedAt, now) },
  ];
  const rows = [...outage.lines].sort((a, b) => rank(a) - rank(b) || a.ptoRef.localeCompare(b.ptoRef));
  return (
    <Panel title={`${words.lines} (${integer(rows.length)})`}>
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
      cell: (line) => <ModuleCell line={line} />,
    },
    { id: 'splitter', title: words.splitter, mono: true, cell: ({ route }) => route?.splitterPosition ?? '—' },
    {
      id: 'fibre',
      title: words.fibre,
      mono: true,
      cell: ({ route }) => (route ? `${route.tube} · ${route.fibre}` : '—'),
    },
  ];
}

/** The socket, and under it the line's state. */
function LineCell({ line }: { readonly line: ImpactedLine }) {
  const words = useWords(detailWords);
  const notes = [words.lineStates[line.state], line.shortCuts > 0 ? words.short(line.shortCuts) : null];
  return (
    <>
      <span className="mono foreign line-ref">{line.ptoRef}</span>
      <span className={`line-notes line-${line.state}`}>
        <span aria-hidden>{signs[line.state]}</span> {notes.filter((note) => note !== null).join(' · ')}
      </span>
    </>
  );
}

/** Where it is plugged, and under it what the technician's eye looks for: the colour of its cord. */
function ModuleCell({ line: { route } }: { readonly line: ImpactedLine }) {
  const words = useWords(detailWords);
  if (route === undefined) return '—';
  return (
    <>
      <span className="line-ref">{`${route.pmModuleName} · ${route.pmModulePosition}`}</span>
      {route.patchCordColour === undefined ? null : (
        <span className="line-notes line-cord">{words.cord(route.patchCordColour)}</span>
      )}
    </>
  );
}

const signs = { down: '●', restored: '✓', 'already-down': '○', 'switched-off': '○' } as const;
