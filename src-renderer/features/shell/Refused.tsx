import { useDesk } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/states';
import './shell.css';
import { shellWords } from './words';

export type RefusedReason = 'other-version' | 'forbidden' | 'no-screen';

/** Nothing can be shown, and trying again would not help: a screen of its own that says why and what to do. */
export function Refused({ reason }: { readonly reason: RefusedReason }) {
  const words = useWords(shellWords);
  const { role } = useWords(terms);
  const { session, signOut } = useDesk();
  const said = {
    'other-version': [words.refusedVersion, words.refusedVersionText],
    forbidden: [words.refusedForbidden, words.refusedForbiddenText],
    'no-screen': [words.noScreen, words.noScreenText(role[session.role])],
  }[reason];
  return (
    <main className="refused">
      <ErrorState title={said[0] ?? ''} actions={<Button onPress={signOut}>{words.signOut}</Button>}>
        <p>{said[1]}</p>
      </ErrorState>
    </main>
  );
}
