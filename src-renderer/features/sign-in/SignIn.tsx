import type { Session } from '@shared/contract/http';
import { type FormEvent, useState } from 'react';
import { useWorkstation } from '../../desk/desk';
import { codeOf, createHub, type HubErrorCode } from '../../desk/hub';
import { useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { ProductMark } from '../../ui/ProductMark';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { TextField } from '../../ui/TextField';
import { DemoAccounts } from './DemoAccounts';
import { HubField, HubStatus } from './HubField';
import { sameHub, useProbe } from './probe';
import './sign-in.css';
import { signInWords } from './words';

/** Why the last session is over. */
export type EndReason = 'ended' | 'expired' | 'signed-out';

export interface SignInProps {
  /** The hub used last; in a browser the only one. Null at first run. */
  readonly hub: string | null;
  readonly ended: EndReason | null;
  onSignedIn(hub: string, session: Session): Promise<void>;
}

const languages = [
  { id: 'fr', label: 'Français' },
  { id: 'en', label: 'English' },
] as const;

export function SignIn({ hub, ended, onSignedIn }: SignInProps) {
  const words = useWords(signInWords);
  const { target, preferences, setPreferences } = useWorkstation();
  const [typed, setTyped] = useState(hub ?? '');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<HubErrorCode | null>(null);
  const reachable = target === 'web' || preferences.hubs.some((known) => sameHub(known, typed));
  const probe = useProbe(typed, reachable);
  const ready = probe.state === 'hub' && login !== '' && password !== '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (probe.state !== 'hub' || !ready || pending) return;
    setPending(true);
    setRefusal(null);
    try {
      const session = await createHub(probe.address).call('signIn', { body: { login: login.trim(), password } });
      await onSignedIn(probe.address, session);
    } catch (error) {
      setRefusal(codeOf(error));
      setPending(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <header className="sign-in-head">
          <ProductMark size={40} />
          <div>
            <h1>{words.title}</h1>
            <p className="quiet">{words.subtitle}</p>
          </div>
          <SegmentedControl
            label={words.language}
            options={languages}
            value={preferences.language}
            onChange={(language) => setPreferences({ language })}
          />
        </header>
        {ended === null || refusal !== null ? null : (
          <p className="sign-in-ended" role="status">
            {endedWords(ended, words)}
          </p>
        )}
        {target === 'desktop' ? <HubField value={typed} onChange={setTyped} probe={probe} /> : null}
        <HubStatus probe={probe} typed={typed} />
        <form className="sign-in-form" onSubmit={submit}>
          <TextField
            label={words.login}
            value={login}
            onChange={setLogin}
            autoComplete="username"
            autoFocus={hub !== null}
            maxLength={100}
          />
          <TextField
            label={words.password}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            maxLength={200}
          />
          <p className="sign-in-refusal" role="alert">
            <Refusal code={refusal} address={typed} />
          </p>
          <Button type="submit" look="primary" isDisabled={!ready} isPending={pending}>
            {words.signIn}
          </Button>
        </form>
        {probe.state === 'hub' && probe.health.demo ? (
          <DemoAccounts
            onPick={(account) => {
              setLogin(account.login);
              setPassword(account.password);
              setRefusal(null);
            }}
          />
        ) : null}
      </div>
    </main>
  );
}

function endedWords(reason: EndReason, words: (typeof signInWords)['fr']): string {
  switch (reason) {
    case 'ended':
      return words.ended;
    case 'expired':
      return words.expired;
    case 'signed-out':
      return words.signedOut;
  }
}

function Refusal({ code, address }: { readonly code: HubErrorCode | null; readonly address: string }) {
  const words = useWords(signInWords);
  const problems = useWords(problemWords);
  if (code === null) return null;
  if (code === 'UNREACHABLE') return words.unreachable(address);
  if (code === 'BAD_REPLY') return words.notAHub(address);
  if (code === 'RATE_LIMITED') return words.rateLimited;
  return problems[code];
}
