import { useState } from 'react';
import { useWorkstation } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { Volume2 } from '../../ui/icons';
import { alarmSound } from '../../ui/sound';
import { settingsWords } from './words';

export function AlarmSettings() {
  const words = useWords(settingsWords);
  const { target, preferences, setPreferences } = useWorkstation();
  return (
    <div className="settings-part">
      <Checkbox isSelected={preferences.sound} onChange={(sound) => setPreferences({ sound })}>
        {words.sound}
      </Checkbox>
      <div>
        <Button onPress={() => void alarmSound.unblock().then(() => alarmSound.play())}>
          <Volume2 size={15} aria-hidden /> {words.test}
        </Button>
      </div>
      {target === 'web' && 'Notification' in window ? <BrowserNotifications /> : null}
    </div>
  );
}

function BrowserNotifications() {
  const words = useWords(settingsWords);
  const [permission, setPermission] = useState(Notification.permission);
  return (
    <div className="settings-part">
      <h3>{words.notifications}</h3>
      {permission === 'granted' ? <p className="quiet">{words.notificationsOn}</p> : null}
      {permission === 'denied' ? <p className="quiet">{words.notificationsDenied}</p> : null}
      {permission === 'default' ? (
        <div>
          <Button onPress={() => void Notification.requestPermission().then(setPermission)}>
            {words.notificationsAsk}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
