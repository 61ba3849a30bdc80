import { Focusable } from 'react-aria-components';
import { useLive, useReadable, useSession } from '../../desk/desk';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import type { SourceAge } from '../../live/live';
import { Tooltip } from '../../ui/Tooltip';
import { shellWords } from './words';

/** One mark a source: a dot while it is heard, a triangle and the time since when it is silent (safety 13). */
export function Sources() {
  const words = useWords(shellWords);
  const { sources } = useReadable(useLive().status);
  return (
    <ul className="sources" aria-label={words.sources}>
      {sources.map((source) => (
        <li key={source.id}>
          <SourceState source={source} />
        </li>
      ))}
    </ul>
  );
}

function SourceState({ source }: { readonly source: SourceAge }) {
  const words = useWords(shellWords);
  const { time } = useFormat();
  const operator = useOperatorName()(source.operatorCode);
  const own = source.operatorCode === useSession().operatorCode;
  const alarms = own ? words.ownAlarms : words.sourceAlarms(operator);
  const name = source.kind === 'alarms' ? alarms : words.sourceMessages(operator);
  const age = (() => {
    if (source.lastHeardAt === null) return words.neverHeard(source.kind);
    if (source.silent) return words.silentSince(source.kind, time(source.lastHeardAt));
    return words.sourceAge(source.ageSeconds ?? 0);
  })();
  return (
    <Tooltip text={words.sourceHelp(source.kind, operator)}>
      <Focusable>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard */}
        {/* biome-ignore lint/a11y/useSemanticElements: a line of text that carries a tooltip */}
        <span role="group" tabIndex={0} className={source.silent ? 'source source-silent' : 'source'}>
          <span aria-hidden>{source.silent ? '▲' : '●'}</span> {name} <span className="source-age tabular">{age}</span>
        </span>
      </Focusable>
    </Tooltip>
  );
}
