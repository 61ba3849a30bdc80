import type { FieldPm } from '@shared/contract/http';
import { useState } from 'preact/hooks';
import { nameOf } from '../desk/state';
import { TextField, TroubleBox } from '../ui/parts';
import { words } from '../ui/words';
import type { Outcome, Trouble } from '../wire/hub';
import { whereAmI } from '../wire/place';
import type { ScreenProps } from './page';

/** What a search came to. */
type Found =
  | { readonly kind: 'nothing-asked' | 'searching' | 'no-place' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'found'; readonly pms: readonly FieldPm[]; readonly near: boolean };

export function FindPm({ desk, acts }: ScreenProps) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>({ kind: 'nothing-asked' });
  const show = (outcome: Outcome<readonly FieldPm[]>, near: boolean) =>
    setFound(outcome.ok ? { kind: 'found', pms: outcome.value, near } : { kind: 'trouble', trouble: outcome.trouble });
  const byText = async () => {
    if (text.trim().length < 2) return;
    setFound({ kind: 'searching' });
    show(await acts.findByText(text.trim()), false);
  };
  const near = async () => {
    setFound({ kind: 'searching' });
    const place = await whereAmI();
    if (place === null) setFound({ kind: 'no-place' });
    else show(await acts.findNear(place), true);
  };
  return (
    <form
      class="screen"
      onSubmit={(event) => {
        event.preventDefault();
        void byText();
      }}
    >
      <header class="top">
        <h1>{words.where}</h1>
        <p class="who">
          <span>
            {desk.session?.operatorName} · {desk.session?.login}
          </span>
          <button type="button" class="link" onClick={() => acts.signOut()}>
            {words.signOut}
          </button>
        </p>
      </header>
      <main>
        <TextField label={words.search} value={text} onInput={setText} type="search" maxLength={50} />
        <div aria-live="polite">
          <Results desk={desk} acts={acts} found={found} />
        </div>
      </main>
      <footer class="bar">
        <button type="button" class="plain" onClick={() => void near()}>
          {words.near}
        </button>
        <button type="submit" class="primary" disabled={text.trim().length < 2}>
          {words.searchButton}
        </button>
      </footer>
    </form>
  );
}

function Results({ desk, acts, found }: ScreenProps & { readonly found: Found }) {
  switch (found.kind) {
    case 'nothing-asked':
      return <p class="quiet">{words.findHint}</p>;
    case 'searching':
      return <p class="quiet">{words.searching}</p>;
    case 'no-place':
      return <p class="trouble">{words.nearRefused}</p>;
    case 'trouble':
      return <TroubleBox trouble={found.trouble} />;
    case 'found':
      if (found.pms.length === 0) return <p class="quiet">{found.near ? words.nothingNear : words.nothingFound}</p>;
      return (
        <ul class="pms">
          {found.pms.map((pm) => (
            <li key={pm.pmRef}>
              <button type="button" class="pm" onClick={() => acts.choose(pm)}>
                <strong class="mono">{pm.pmRef}</strong>
                <span>
                  {pm.commune} · {nameOf(desk, pm.infraOperatorCode)}
                </span>
                {pm.distanceM !== null && (
                  <span class="away">
                    {words.metres(pm.distanceM)}
                    {pm.accuracy === 'commune' && `, ${words.roughPlace}`}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      );
  }
}
