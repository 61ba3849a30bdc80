import { useEffect, useState } from 'preact/hooks';
import { TextField, TroubleBox } from '../ui/parts';
import { words } from '../ui/words';
import type { ScreenProps } from './page';

export function SignIn({ desk, acts }: ScreenProps) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [demo, setDemo] = useState(false);
  useEffect(() => {
    void acts.isDemo().then(setDemo);
  }, [acts]);
  const busy = desk.busy === 'sign-in';
  return (
    <form
      class="screen"
      onSubmit={(event) => {
        event.preventDefault();
        void acts.signIn(login, password);
      }}
    >
      <header class="top">
        <h1>{words.app}</h1>
        <p>{words.signInLead}</p>
      </header>
      <main>
        {desk.sessionEnded && (
          <p class="trouble" role="status">
            {words.sessionEnded}
          </p>
        )}
        <TroubleBox trouble={desk.trouble} />
        <TextField label={words.login} value={login} onInput={setLogin} autocomplete="username" required />
        <TextField
          label={words.password}
          value={password}
          onInput={setPassword}
          type="password"
          autocomplete="current-password"
          required
        />
        {demo && <p class="quiet">{words.demo}</p>}
      </main>
      <footer class="bar">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? words.signingIn : words.signIn}
        </button>
      </footer>
    </form>
  );
}
