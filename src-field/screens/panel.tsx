import type { FieldLine } from '../job/lines';
import { cordColourOf, panelAround } from '../job/panel';
import { words } from '../ui/words';

const CELL = { width: 25, height: 24, gap: 2 } as const;
const STEP = CELL.width + CELL.gap;
const WIDTH = STEP * 12 - CELL.gap;
const SPLITTER = { top: 78, height: 26, width: 150 } as const;

/** The module around the line, and its cord to the splitter, as a drawing; nothing where positions are no numbers. */
export function Panel({ line, lines }: { readonly line: FieldLine; readonly lines: readonly FieldLine[] }) {
  const rows = panelAround(line, lines);
  const { route } = line;
  if (rows === null || route === null) return null;
  const cells = rows.flatMap((row, y) => row.map((cell, x) => ({ ...cell, x: x * STEP, y: y * (CELL.height + 4) })));
  const own = cells.find(({ mark }) => mark === 'this');
  const [first, last] = [cells[0], cells.at(-1)];
  if (!own || !first || !last) return null;
  const colour = cordColourOf(route.patchCordColour);
  const cord = colour === null ? (route.patchCordColour ?? words.notTold) : words.colours[colour];
  const from = own.x + CELL.width / 2;
  const [left, right] = [SPLITTER.width / 2, WIDTH - SPLITTER.width / 2];
  const to = Math.min(right, Math.max(left, from));
  const path = cordPath(from, own.y + CELL.height, to);
  return (
    <figure class="panel">
      <svg viewBox={`-3 -3 ${WIDTH + 6} ${SPLITTER.top + SPLITTER.height + 6}`} role="img">
        <title>
          {words.panel(route.pmModuleName, own.position, first.position, last.position)}{' '}
          {words.panelCord(cord, route.splitterPosition)}
        </title>
        {cells.map(({ position, mark, x, y }) => (
          <g key={position} class={`cell ${mark}`}>
            <rect x={x} y={y} width={CELL.width} height={CELL.height} rx="4" />
            <text x={x + CELL.width / 2} y={y + CELL.height / 2 + 4}>
              {position}
            </text>
          </g>
        ))}
        <path class="cord-edge" d={path} />
        <path class={`cord ${colour ?? 'untold'}`} d={path} />
        <rect
          class="splitter"
          x={to - SPLITTER.width / 2}
          y={SPLITTER.top}
          width={SPLITTER.width}
          height={SPLITTER.height}
          rx="4"
        />
        <text class="splitter-name" x={to} y={SPLITTER.top + SPLITTER.height / 2 + 5}>
          {words.splitter} {route.splitterPosition.slice(0, 12)}
        </text>
      </svg>
      <figcaption>{words.panelLegend}</figcaption>
    </figure>
  );
}

/** From under a cell to the splitter; between the cells of the row below, so that no number is hidden. */
function cordPath(from: number, y: number, to: number): string {
  if (y > CELL.height * 2)
    return `M${from} ${y} C${from} ${SPLITTER.top - 8} ${to} ${SPLITTER.top - 22} ${to} ${SPLITTER.top}`;
  const gap = from + STEP / 2 > WIDTH ? from - STEP / 2 : from + STEP / 2;
  const below = CELL.height * 2 + 4;
  return `M${from} ${y} Q${gap} ${y} ${gap} ${y + 6} L${gap} ${below} C${gap} ${SPLITTER.top - 8} ${to} ${SPLITTER.top - 16} ${to} ${SPLITTER.top}`;
}
