import { feedVersion } from '@shared/contract/feed';
import { useQuery } from '@tanstack/react-query';
import { version } from '../../../package.json';
import { useHub } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { settingsWords } from './words';

export function About() {
  const words = useWords(settingsWords);
  const hub = useHub();
  const { data: health, isError } = useQuery({
    queryKey: [hub.address, 'health'],
    queryFn: ({ signal }) => hub.call('health', { signal }),
  });
  return (
    <dl className="facts">
      <dt>{words.console}</dt>
      <dd className="mono">
        Vigie {version} · {words.feed} {feedVersion}
      </dd>
      <dt>{words.hubVersion}</dt>
      <dd className="mono">
        {health === undefined
          ? isError
            ? words.hubUnknown
            : '…'
          : `${health.version} · ${words.feed} ${health.feedVersion}`}
      </dd>
      <dt>{words.licence}</dt>
      <dd>{words.licences}</dd>
    </dl>
  );
}
