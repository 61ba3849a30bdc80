import { departmentName } from '@shared/domain/departments';
import { useSession } from '../../desk/desk';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { Button } from '../../ui/Button';
import { useNow } from '../../ui/clock';
import { Search } from '../../ui/icons';
import { Kbd } from '../../ui/Kbd';
import { Badge } from '../../ui/marks';
import './shell.css';
import { Sources } from './Sources';
import { shellWords } from './words';

export interface TopBarProps {
  /** Name of the screen shown. */
  readonly title: string;
  onSearch(): void;
}

/** Who I am, search, how fresh each source is, what time it is at the hub. */
export function TopBar({ title, onSearch }: TopBarProps) {
  const words = useWords(shellWords);
  return (
    <header className="top">
      <div className="top-who">
        <h1 className="top-title">{title}</h1>
        <Who />
      </div>
      <Button onPress={onSearch} aria-label={words.searchLabel}>
        <Search size={14} aria-hidden />
        <span className="top-search-text">{words.search}</span>
        <Kbd>Ctrl K</Kbd>
      </Button>
      <div className="top-right">
        <Sources />
        <Clock />
      </div>
      <div id="tooltips" className="top-tooltips" />
    </header>
  );
}

function Who() {
  const words = useWords(shellWords);
  const { role } = useWords(terms);
  const { list } = useFormat();
  const session = useSession();
  const nameOf = useOperatorName();
  const area =
    session.departments.length === 0
      ? words.allDepartments
      : list(session.departments.map((code) => departmentName(code)));
  return (
    <>
      <span className="top-operator">{session.operatorName || nameOf(session.operatorCode)}</span>
      <Badge tone="accent">
        <span className="mono">{session.operatorCode}</span>
        {session.demo ? ` · ${words.demo}` : ''}
      </Badge>
      <span className="top-role quiet">
        {role[session.role]} · {area}
      </span>
    </>
  );
}

function Clock() {
  const words = useWords(shellWords);
  const { time, timeUtc } = useFormat();
  const now = useNow();
  return (
    <div className="top-clock mono" role="timer" aria-label={words.clock}>
      <span className="top-clock-local">{time(now)}</span>
      <span className="faint">{timeUtc(now)}</span>
    </div>
  );
}
