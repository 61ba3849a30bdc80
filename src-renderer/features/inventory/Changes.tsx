import type { IpePreview } from '@shared/contract/ipe';
import { useState } from 'react';
import { useFormat, useLanguage, useWords } from '../../i18n/language';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { Table, type TableColumn } from '../../ui/Table';
import { degreesText, distanceText } from './measures';
import { inventoryWords } from './words';

type Kind = 'added' | 'moved' | 'renamed' | 'closed';
const kinds: readonly Kind[] = ['added', 'moved', 'renamed', 'closed'];
const counted = [
  'added',
  'moved',
  'renamed',
  'unchanged',
  'closed',
  'inUse',
  'leftOut',
  'absent',
  'approximate',
] as const;

/** What an import would change: how many of each, where on the map, and which. */
export function Changes({ preview }: { readonly preview: IpePreview }) {
  const words = useWords(inventoryWords);
  const { integer, list } = useFormat();
  const { counts, otherOperators } = preview;
  return (
    <section className="ipe-changes" aria-label={words.changes}>
      <h2>{words.changes}</h2>
      <p className="quiet">{words.read(preview.rows, counts.named)}</p>
      <dl className="ipe-counts">
        {counted.map((name) => (
          <div key={name} className={counts[name] === 0 ? 'ipe-count ipe-count-none' : 'ipe-count'}>
            <dd className="tabular">{integer(counts[name])}</dd>
            <dt>{words.counts[name]}</dt>
          </div>
        ))}
      </dl>
      <Extent extent={preview.extent} />
      {otherOperators.length === 0 ? null : (
        <p className="ipe-warning">
          <span aria-hidden>▲ </span>
          {words.otherOperators(list(otherOperators))}
        </p>
      )}
      <Lists preview={preview} />
    </section>
  );
}

function Extent({ extent }: { readonly extent: IpePreview['extent'] }) {
  const words = useWords(inventoryWords);
  const language = useLanguage();
  if (extent === null) return null;
  const latitude = (value: number) => (value < 0 ? words.south : words.north)(degreesText(value, language));
  const longitude = (value: number) => (value < 0 ? words.west : words.east)(degreesText(value, language));
  const { south, north, west, east } = extent;
  return <p>{words.extent(latitude(south), latitude(north), longitude(west), longitude(east))}</p>;
}

function Lists({ preview }: { readonly preview: IpePreview }) {
  const words = useWords(inventoryWords);
  const { integer } = useFormat();
  const { counts } = preview;
  const totals: Readonly<Record<Kind, number>> = { ...counts, closed: counts.closed + counts.inUse };
  const [kind, setKind] = useState<Kind>(kinds.find((one) => totals[one] > 0) ?? 'added');
  const shown = preview[kind].length;
  return (
    <>
      <div>
        <SegmentedControl<Kind>
          label={words.list}
          options={kinds.map((id) => ({ id, label: `${words.kinds[id]} (${integer(totals[id])})` }))}
          value={kind}
          onChange={setKind}
        />
      </div>
      {shown < totals[kind] ? <p className="faint">{words.firstOf(shown, totals[kind])}</p> : null}
      {shown === 0 ? <p className="quiet">{words.none}</p> : <Rows kind={kind} preview={preview} />}
    </>
  );
}

function Rows({ kind, preview }: { readonly kind: Kind; readonly preview: IpePreview }) {
  const words = useWords(inventoryWords);
  const language = useLanguage();
  const { integer } = useFormat();
  switch (kind) {
    case 'added':
      return (
        <Table
          label={words.kinds[kind]}
          keyOf={({ pmRef }) => pmRef}
          rows={preview.added}
          columns={[
            ...named<IpePreview['added'][number]>(words),
            { id: 'department', title: words.department, cell: ({ department }) => department },
            {
              id: 'place',
              title: words.place,
              cell: ({ accuracy }) => (accuracy === 'exact' ? words.exact : words.approximate),
            },
          ]}
        />
      );
    case 'moved':
      return (
        <Table
          label={words.kinds[kind]}
          keyOf={({ pmRef }) => pmRef}
          rows={preview.moved}
          columns={[
            ...named<IpePreview['moved'][number]>(words),
            {
              id: 'distance',
              title: words.distance,
              number: true,
              cell: ({ metres }) => distanceText(metres, language),
            },
          ]}
        />
      );
    case 'renamed':
      return (
        <Table
          label={words.kinds[kind]}
          keyOf={({ pmRef }) => pmRef}
          rows={preview.renamed}
          columns={[
            ...named<IpePreview['renamed'][number]>(words),
            { id: 'before', title: words.before, cell: ({ before }) => <span className="foreign">{before}</span> },
          ]}
        />
      );
    case 'closed':
      return (
        <Table
          label={words.kinds[kind]}
          keyOf={({ pmRef }) => pmRef}
          rows={preview.closed}
          columns={[
            ...named<IpePreview['closed'][number]>(words),
            { id: 'lines', title: words.lines, number: true, cell: ({ lineCount }) => integer(lineCount) },
            { id: 'fate', title: words.fate, cell: ({ inUse }) => (inUse ? words.staysInUse : words.willClose) },
          ]}
        />
      );
  }
}

/** The columns that every list has. */
function named<Row extends { readonly pmRef: string; readonly commune: string }>(titles: {
  readonly pm: string;
  readonly commune: string;
}): readonly TableColumn<Row>[] {
  return [
    { id: 'pm', title: titles.pm, mono: true, cell: ({ pmRef }) => <span className="foreign">{pmRef}</span> },
    { id: 'commune', title: titles.commune, cell: ({ commune }) => <span className="foreign">{commune}</span> },
  ];
}
