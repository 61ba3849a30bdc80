import { useHub, useWorkstation } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { IconButton } from '../../ui/Button';
import { Trash2 } from '../../ui/icons';
import { Badge } from '../../ui/marks';
import { settingsWords } from './words';

export function HubSettings() {
  const words = useWords(settingsWords);
  const { address } = useHub();
  const { preferences, setPreferences } = useWorkstation();
  const hubs = [address, ...preferences.hubs.filter((hub) => hub !== address)];
  return (
    <div className="settings-part">
      <p className="quiet">{words.hubsText}</p>
      <ul className="settings-hubs">
        {hubs.map((hub) => (
          <li key={hub}>
            <span className="mono">{hub}</span>
            {hub === address ? (
              <Badge>{words.current}</Badge>
            ) : (
              <IconButton
                label={words.forget(hub)}
                icon={<Trash2 size={15} aria-hidden />}
                onPress={() => setPreferences({ hubs: preferences.hubs.filter((each) => each !== hub) })}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
