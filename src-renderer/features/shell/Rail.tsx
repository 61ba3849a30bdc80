import type { ReactNode } from 'react';
import { useWords } from '../../i18n/language';
import { IconButton } from '../../ui/Button';
import {
  CalendarRange,
  ChartNoAxesColumn,
  FileUp,
  KeyRound,
  Mail,
  MapIcon,
  Route,
  ScrollText,
  Settings,
} from '../../ui/icons';
import { ProductMark } from '../../ui/ProductMark';
import './shell.css';
import { shellWords } from './words';

export type RailName =
  | 'supervision'
  | 'pre-authorisations'
  | 'line'
  | 'messages'
  | 'rollout'
  | 'reports'
  | 'log'
  | 'inventory';

const icons: Readonly<Record<RailName, ReactNode>> = {
  supervision: <MapIcon size={19} aria-hidden />,
  'pre-authorisations': <KeyRound size={19} aria-hidden />,
  line: <Route size={19} aria-hidden />,
  messages: <Mail size={19} aria-hidden />,
  rollout: <CalendarRange size={19} aria-hidden />,
  reports: <ChartNoAxesColumn size={19} aria-hidden />,
  log: <ScrollText size={19} aria-hidden />,
  inventory: <FileUp size={19} aria-hidden />,
};

export interface RailProps {
  /** Screens the person may have, in order. */
  readonly names: readonly RailName[];
  readonly current: RailName | null;
  /** What waits for a person, on the icon of its screen. */
  readonly counts: Partial<Readonly<Record<RailName, number>>>;
  onGo(name: RailName): void;
  onSettings(): void;
}

export function Rail({ names, current, counts, onGo, onSettings }: RailProps) {
  const words = useWords(shellWords);
  return (
    <nav className="rail" aria-label={words.menu}>
      <div className="rail-mark">
        <ProductMark size={26} />
      </div>
      <ul>
        {names.map((name) => (
          <li key={name} className={name === current ? 'rail-item rail-current' : 'rail-item'}>
            <IconButton
              label={name === 'messages' && counts.messages ? words.undelivered(counts.messages) : words[name]}
              icon={icons[name]}
              {...(name === current ? { 'aria-current': 'page' as const } : {})}
              onPress={() => onGo(name)}
            />
            <Count count={counts[name] ?? 0} />
          </li>
        ))}
      </ul>
      <div className="rail-item rail-foot">
        <IconButton label={words.settings} icon={<Settings size={19} aria-hidden />} onPress={onSettings} />
      </div>
    </nav>
  );
}

function Count({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span className="rail-count" aria-hidden>
      {count > 99 ? '99+' : count}
    </span>
  );
}
