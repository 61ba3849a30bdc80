import { useLive, useMayGrantNow, useReadable, useSession } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { grantWords } from './grant-words';

/** Why granting is not safe now, in one sentence that says since when; null: it is (safety 13). */
export function useHindrance(): string | null {
  const words = useWords(grantWords);
  const { time } = useFormat();
  const { operatorCode } = useSession();
  const mayGrantNow = useMayGrantNow();
  const { connection, sources } = useReadable(useLive().status);
  if (mayGrantNow) return null;
  if (connection.state === 'stale') return words.staleConnection(time(connection.since));
  if (connection.state !== 'live') return words.staleOff;
  const silent = sources.find((source) => source.operatorCode === operatorCode && source.silent);
  if (silent === undefined || silent.lastHeardAt === null) return words.neverSource;
  return words.staleSource(time(silent.lastHeardAt));
}
