import { expect, it } from 'vitest';
import { job, line, outage, route } from './example';
import { linesOf } from './lines';
import { cordColourOf, panelAround } from './panel';

function lineAt(position: string) {
  const lines = linesOf(
    job({ answers: [] }),
    [outage({ lines: [{ ...line(position), route: route(position) }, line('15'), line('16', 'restored')] })],
    5,
  );
  const [first] = lines;
  if (!first) throw new Error('no line');
  return { first, lines };
}

it('two rows of twelve around the line, with the other lines that are down there', () => {
  const { first, lines } = lineAt('14');
  const rows = panelAround(first, lines) ?? [];
  expect(rows.map((row) => [row[0]?.position, row.at(-1)?.position])).toEqual([
    [1, 12],
    [13, 24],
  ]);
  expect(rows.flat().filter(({ mark }) => mark !== 'none')).toEqual([
    { position: 14, mark: 'this' },
    { position: 15, mark: 'other' },
  ]);
});

it.each([
  ['24', 1],
  ['25', 25],
  ['007', 1],
  ['144', 121],
])('position %s is in the part that begins at %i', (position, from) => {
  const { first, lines } = lineAt(position);
  expect(panelAround(first, lines)?.[0]?.[0]?.position).toBe(from);
});

it.each(['A12', '', '0', '1.5', '12/3'])(
  'a position %j is not drawn: the protocol leaves its form open',
  (position) => {
    const { first, lines } = lineAt(position);
    expect(panelAround(first, lines)).toBeNull();
  },
);

it('knows cords by the words that operators write; other words stay words', () => {
  expect(['BLEU', 'bleue', ' Jaune ', 'VERT CLAIR', 'fuchsia', undefined].map(cordColourOf)).toEqual([
    'blue',
    'blue',
    'yellow',
    'green',
    null,
    null,
  ]);
});
