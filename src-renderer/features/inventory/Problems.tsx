import type { IpePreview, IpeProblem } from '@shared/contract/ipe';
import { useFormat, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/toast';
import { problemInFile } from './problem-words';
import { inventoryWords } from './words';

/** Everything that is wrong with a file, with its place and what stands there. */
export function Problems({ problems: { total, places } }: { readonly problems: IpePreview['problems'] }) {
  const words = useWords(inventoryWords);
  const sentences = useWords(problemInFile);
  const { integer } = useFormat();
  const copy = () =>
    void navigator.clipboard.writeText(places.map((place) => asText(place, sentences[place.code])).join('\n')).then(
      () => toast(words.copied),
      () => toast(words.copyFailed, 'bad'),
    );
  return (
    <section className="ipe-problems" aria-label={words.problemsList}>
      <div className="ipe-problems-head" role="alert">
        <h2>
          <span aria-hidden>▲ </span>
          {words.problems(total)}
        </h2>
        <p className="quiet">{words.problemsText}</p>
      </div>
      <div className="ipe-problems-foot">
        <Button size="small" onPress={copy}>
          {words.copy}
        </Button>
        {total > places.length ? <p className="faint">{words.firstOf(places.length, total)}</p> : null}
      </div>
      <Table<readonly [IpeProblem, number]>
        label={words.problemsList}
        rows={places.map((place, i) => [place, i] as const)}
        keyOf={([, i]) => String(i)}
        columns={[
          {
            id: 'where',
            title: words.where,
            mono: true,
            cell: ([{ line = 1, column }]) =>
              column === undefined ? integer(line) : `${integer(line)} · ${integer(column)}`,
          },
          { id: 'column', title: words.column, cell: ([{ field }]) => <span className="mono">{field}</span> },
          {
            id: 'value',
            title: words.value,
            cell: ([{ value }]) => <span className="mono foreign">{value ?? ''}</span>,
          },
          { id: 'what', title: words.what, cell: ([{ code }]) => sentences[code] },
        ]}
      />
    </section>
  );
}

/** One line of the list that is copied: `12:5 CoordonneePMX "x": …`. */
function asText({ line = 1, column, field, value }: IpeProblem, sentence: string): string {
  const at = column === undefined ? String(line) : `${line}:${column}`;
  return [at, field, ...(value === undefined ? [] : [`"${value}"`]), sentence].filter((part) => part !== '').join('\t');
}
