import { useState } from 'react';
import { useWords } from '../../i18n/language';
import { Dialog } from '../../ui/Dialog';
import { type TabItem, Tabs } from '../../ui/Tabs';
import { About } from './About';
import { AlarmSettings } from './AlarmSettings';
import { DisplaySettings } from './DisplaySettings';
import { HubSettings } from './HubSettings';
import { SessionInfo } from './SessionInfo';
import './settings.css';
import { settingsWords } from './words';

type Part = 'display' | 'alarm' | 'hubs' | 'session' | 'about';

export interface SettingsDialogProps {
  readonly isOpen: boolean;
  onClose(): void;
}

export function SettingsDialog({ isOpen, onClose }: SettingsDialogProps) {
  const words = useWords(settingsWords);
  const [tab, setTab] = useState<Part>('display');
  const tabs: readonly TabItem<Part>[] = [
    { id: 'display', label: words.display, content: <DisplaySettings /> },
    { id: 'alarm', label: words.alarm, content: <AlarmSettings /> },
    { id: 'hubs', label: words.hubs, content: <HubSettings /> },
    { id: 'session', label: words.sessionTab, content: <SessionInfo /> },
    { id: 'about', label: words.about, content: <About /> },
  ];
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose} closeLabel={words.close} wide>
      <div className="settings">
        <Tabs<Part> label={words.sections} value={tab} onChange={setTab} tabs={tabs} />
      </div>
    </Dialog>
  );
}
