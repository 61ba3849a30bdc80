import { useDesk, useWorkstation } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { Button } from '../../ui/Button';
import { LogOut } from '../../ui/icons';
import { settingsWords } from './words';

/** Who is signed in, until when, and whether the session outlives the window, and why. */
export function SessionInfo() {
  const words = useWords(settingsWords);
  const { role } = useWords(terms);
  const { dateTime } = useFormat();
  const { session, persisted, hub, signOut } = useDesk();
  const { target } = useWorkstation();
  const kept = persisted ? words.keptYes : target === 'web' ? words.keptNoWeb : words.keptNoDesktop;
  return (
    <div className="settings-part">
      <dl className="facts">
        <dt>{words.operator}</dt>
        <dd>
          {session.operatorName} <span className="mono faint">{session.operatorCode}</span>
        </dd>
        <dt>{words.account}</dt>
        <dd className="mono">{session.login}</dd>
        <dt>{words.role}</dt>
        <dd>{role[session.role]}</dd>
        <dt>{words.hub}</dt>
        <dd className="mono">{hub.address}</dd>
        <dt>{words.until}</dt>
        <dd className="mono">{dateTime(session.expiresAt)}</dd>
        <dt>{words.kept}</dt>
        <dd>{kept}</dd>
      </dl>
      <div>
        <Button onPress={signOut}>
          <LogOut size={15} aria-hidden /> {words.signOut}
        </Button>
      </div>
    </div>
  );
}
