import { feedVersion } from '@shared/contract/feed';
import type { FormEvent } from 'react';
import { useWorkstation } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Badge } from '../../ui/marks';
import { Select } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import type { Probe } from './probe';
import { signInWords } from './words';

interface HubFieldProps {
  readonly value: string;
  onChange(value: string): void;
  readonly probe: Probe;
}

/** Which hub: typed, or chosen among those used before. A new one is joined first. */
export function HubField({ value, onChange, probe }: HubFieldProps) {
  const words = useWords(signInWords);
  const { preferences, setPreferences } = useWorkstation();
  const known = preferences.hubs;
  const join = (event: FormEvent) => {
    event.preventDefault();
    if (probe.state === 'new') setPreferences({ hubs: [probe.address, ...known].slice(0, 20) });
  };
  return (
    <form className="sign-in-form" onSubmit={join}>
      <TextField
        label={words.hub}
        hint={known.length === 0 ? words.hubHint : undefined}
        placeholder={words.hubPlaceholder}
        value={value}
        onChange={onChange}
        type="url"
        autoComplete="url"
        autoFocus={known.length === 0}
        mono
      />
      {probe.state === 'new' ? (
        <Button type="submit" look="primary">
          {words.join}
        </Button>
      ) : null}
      {known.length > 1 ? (
        <Select
          label={words.hubsKnown}
          options={known.map((hub) => ({ id: hub, label: hub }))}
          value={known.find((hub) => hub === value) ?? null}
          onChange={onChange}
        />
      ) : null}
    </form>
  );
}

/** Says what stands at the address, as soon as it is known. */
export function HubStatus({ probe, typed }: { readonly probe: Probe; readonly typed: string }) {
  const words = useWords(signInWords);
  const line = (() => {
    switch (probe.state) {
      case 'none':
        return null;
      case 'new':
        return <span className="faint">{words.joinHelp}</span>;
      case 'checking':
        return <span className="faint">{words.checking}</span>;
      case 'bad-address':
        return <span className="sign-in-bad">{words.badAddress}</span>;
      case 'unreachable':
        return <span className="sign-in-bad">{words.unreachable(typed)}</span>;
      case 'not-a-hub':
        return <span className="sign-in-bad">{words.notAHub(typed)}</span>;
      case 'other-version':
        return <span className="sign-in-bad">{words.otherVersion(probe.version, feedVersion)}</span>;
      case 'hub':
        return (
          <>
            <span aria-hidden className="sign-in-dot" />
            <span>{words.found(probe.health.version)}</span>
            {probe.health.demo ? <Badge tone="accent">{words.demo}</Badge> : null}
            {probe.health.status === 'degraded' ? <span className="sign-in-bad">{words.degraded}</span> : null}
          </>
        );
    }
  })();
  return (
    <p className="sign-in-hub" role="status">
      {line}
    </p>
  );
}
