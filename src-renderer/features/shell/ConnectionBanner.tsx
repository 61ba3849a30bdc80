import { useLive, useSelected } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import './shell.css';
import { shellWords } from './words';

/** Over every screen while what it shows is not live (safety 13): since when, and what is being done about it. */
export function ConnectionBanner() {
  const words = useWords(shellWords);
  const { moment } = useFormat();
  const connection = useSelected(useLive().status, (status) => status.connection);
  switch (connection.state) {
    case 'connecting':
      return (
        <div className="banner" role="status">
          {words.connecting(connection.attempt)}
        </div>
      );
    case 'syncing':
      return (
        <div className="banner" role="status">
          {words.syncing}
        </div>
      );
    case 'stale':
      return (
        <div className="banner banner-stale" role="alert">
          <strong>
            <span aria-hidden>▲ </span>
            {words.stale(moment(connection.since, Date.now()), connection.attempt)}
          </strong>
          <span>{words.staleHelp}</span>
        </div>
      );
    default:
      return null;
  }
}
