import { type Desk, nameOf } from '../desk/state';
import type { FieldLine, Standing } from '../job/lines';
import type { Mark } from '../job/messages';
import { cordColourOf } from '../job/panel';
import { minuteOf, timeOf, words } from '../ui/words';
import { Panel } from './panel';

const chips: Readonly<Record<Standing['kind'], readonly [mark: string, word: string]>> = {
  repair: ['✓', words.chipRepair],
  ask: ['?', words.chipAsk],
  wait: ['…', words.chipWait],
  leave: ['✕', words.chipLeave],
  back: ['✓', words.chipBack],
};

export interface LineCardProps {
  readonly desk: Desk;
  readonly line: FieldLine;
  readonly lines: readonly FieldLine[];
  readonly number: number;
  readonly mark: Mark | undefined;
  /** The job has ended: nothing is done any more. */
  readonly over: boolean;
  readonly onMark: (cannot: boolean) => void;
}

/** One line: where it is plugged, whether it may be touched and by whose word, and what was done with it. */
export function LineCard({ desk, line, lines, number, mark, over, onMark }: LineCardProps) {
  const { standing, route } = line;
  const [sign, word] = chips[standing.kind];
  // A consent that was not heard of since is not one that stands.
  const old = desk.link === 'lost' && desk.seen !== null ? minuteOf(desk.seen.at) : null;
  const mayMark = standing.kind === 'repair' && !over;
  return (
    <li class={`card line ${standing.kind}`}>
      <div class="line-head">
        <h3>
          {number}. <span class="mono">{line.ptoRef}</span>
        </h3>
        <span class={`chip ${standing.kind} ${old === null ? '' : 'old'}`}>
          <span aria-hidden="true">{sign}</span> {word} {old}
        </span>
      </div>
      <p class="word">{wordOn(standing, nameOf(desk, line.operatorCode), line.changedAt)}</p>
      {route !== null &&
        (standing.kind === 'leave' || standing.kind === 'back' ? (
          <p class="quiet">
            {words.module} {route.pmModuleName} · {words.position} {route.pmModulePosition}
          </p>
        ) : (
          <>
            <Where line={line} />
            <Panel line={line} lines={lines} />
          </>
        ))}
      {mark && (
        <p class="marked">
          {words.marked(timeOf(mark.at), words.types[mark.type])} {mark.note}
          {standing.kind !== 'back' && mark.type !== 'NOT_RESTORED' && ` ${words.markedDark}`}
          {!over && <small>{words.markedKept}</small>}
        </p>
      )}
      {mayMark && (
        <div class="acts">
          {mark ? (
            <button type="button" class="plain" onClick={() => onMark(mark.type === 'NOT_RESTORED')}>
              {words.edit}
            </button>
          ) : (
            <>
              <button type="button" class={number === 1 ? 'primary' : 'outline'} onClick={() => onMark(false)}>
                {words.done}
              </button>
              <button type="button" class="plain" onClick={() => onMark(true)}>
                {words.cannot}
              </button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

function Where({ line: { route } }: { readonly line: FieldLine }) {
  if (route === null) return null;
  const colour = cordColourOf(route.patchCordColour);
  const facts = [
    [words.module, route.pmModuleName],
    [words.position, route.pmModulePosition],
    [words.splitter, route.splitterPosition],
    [words.tube, route.tube],
    [words.fibre, route.fibre],
  ] as const;
  return (
    <dl class="where">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{words.cord}</dt>
        <dd>
          {colour !== null && (
            <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
              <circle class={`cord ${colour}`} cx="8" cy="8" r="6.5" />
            </svg>
          )}
          {colour === null ? (route.patchCordColour ?? words.notTold) : words.colours[colour]}
        </dd>
      </div>
    </dl>
  );
}

function wordOn(standing: Standing, who: string, changedAt: string): string {
  switch (standing.kind) {
    case 'repair': {
      const { live, testNumber, answeredAt } = standing;
      if (testNumber === null || answeredAt === null) return words.repairNoTest(who);
      const said = live ? words.repairLive : words.repairAnswer;
      return said(who, testNumber, timeOf(answeredAt));
    }
    case 'ask':
      return standing.why === 'agreed-since' ? words.askAgreed(who) : words.askNotTested(who);
    case 'wait':
      return words.wait(who);
    case 'leave':
      return words.leave[standing.why](who);
    case 'back':
      return words.backSince(who, timeOf(changedAt));
  }
}
