import { useWorkstation } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { settingsWords } from './words';

export function DisplaySettings() {
  const words = useWords(settingsWords);
  const { preferences, setPreferences } = useWorkstation();
  return (
    <div className="settings-part">
      <div className="settings-row">
        <span>{words.language}</span>
        <SegmentedControl
          label={words.language}
          options={[
            { id: 'fr', label: words.french },
            { id: 'en', label: words.english },
          ]}
          value={preferences.language}
          onChange={(language) => setPreferences({ language })}
        />
      </div>
      <div className="settings-row">
        <span>{words.theme}</span>
        <SegmentedControl
          label={words.theme}
          options={[
            { id: 'system', label: words.system },
            { id: 'dark', label: words.dark },
            { id: 'light', label: words.light },
          ]}
          value={preferences.theme}
          onChange={(theme) => setPreferences({ theme })}
        />
      </div>
    </div>
  );
}
