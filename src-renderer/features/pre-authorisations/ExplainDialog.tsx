import { type NatureFamily, natureFamilies } from '@shared/domain/nature';
import type { ConsentDecision } from '@shared/domain/outage';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useHub, useLive, useReadable } from '../../desk/desk';
import { codeOf } from '../../desk/hub';
import { useNamed, useOperatorName, useOperators } from '../../desk/operators';
import { useFormat, useLanguage, useWords } from '../../i18n/language';
import { writeUtc } from '../../i18n/local-time';
import { problemWords } from '../../i18n/problems';
import { terms } from '../../i18n/terms';
import { frenchTypography } from '../../i18n/typography';
import { useClock } from '../../ui/clock';
import { Dialog } from '../../ui/Dialog';
import { MomentField } from '../../ui/MomentField';
import { ConsentMark } from '../../ui/marks';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { Select } from '../../ui/Select';
import { actWords } from './act-words';
import { PmSearch } from './PmSearch';

/** Asks the hub whether an operator may repair at a PM, now or at another moment, and by which rule. */
export function ExplainDialog({ onClose }: { onClose(): void }) {
  const words = useWords(actWords);
  const { nature } = useWords(terms);
  const problems = useWords(problemWords);
  const hub = useHub();
  const clock = useClock();
  const nameOf = useOperatorName();
  const orderers = useOperators().filter(({ roles }) => roles.includes('DO'));
  const [orderer, setOrderer] = useState<string | null>(null);
  const [pmRef, setPmRef] = useState<string | null>(null);
  const [family, setFamily] = useState<NatureFamily>('connection');
  const [when, setWhen] = useState<'now' | 'chosen'>('now');
  const [at, setAt] = useState<number | null>(() => clock.now());
  const asked = orderer !== null && pmRef !== null && (when === 'now' || at !== null);
  const decision = useQuery({
    queryKey: [hub.address, 'explain', pmRef, orderer, family, when === 'now' ? null : at],
    enabled: asked,
    staleTime: 0,
    queryFn: ({ signal }) =>
      hub.call('explain', {
        signal,
        body: {
          orderingOperatorCode: orderer ?? '',
          pmRef: pmRef ?? '',
          natureFamily: family,
          ...(when === 'now' || at === null ? {} : { at: new Date(at).toISOString() }),
        },
      }),
  });
  return (
    <Dialog title={words.explainTitle} isOpen onClose={onClose} closeLabel={words.close}>
      <Select
        label={words.orderer}
        options={orderers.map(({ code, name }) => ({ id: code, label: name, note: code }))}
        value={orderer}
        onChange={setOrderer}
      />
      <PmSearch label={words.pmRef} placeholder={words.pmHint} empty={words.noPm} keep onPick={setPmRef} />
      <Select<NatureFamily>
        label={words.nature}
        options={natureFamilies.map((id) => ({ id, label: nature[id] }))}
        value={family}
        onChange={setFamily}
      />
      <div className="field">
        <span className="field-label">{words.at}</span>
        <div>
          <SegmentedControl<'now' | 'chosen'>
            label={words.at}
            options={[
              { id: 'now', label: words.now },
              { id: 'chosen', label: words.chosen },
            ]}
            value={when}
            onChange={setWhen}
          />
        </div>
      </div>
      {when === 'now' ? null : (
        <MomentField
          label={words.moment}
          value={at}
          onChange={setAt}
          hint={at === null ? undefined : writeUtc(at)}
          error={at === null ? words.notMoment : undefined}
        />
      )}
      <div className="explain-answer" aria-live="polite">
        {asked ? (
          <p className="quiet">{words.question(nameOf(orderer), pmRef, nature[family])}</p>
        ) : (
          <p className="quiet">{words.choose}</p>
        )}
        {asked && decision.isPending ? <p className="quiet">{words.asking}</p> : null}
        {decision.isError ? <p className="field-error">{problems[codeOf(decision.error)]}</p> : null}
        {decision.data === undefined ? null : <Decision decision={decision.data} />}
      </div>
    </Dialog>
  );
}

function Decision({ decision }: { readonly decision: ConsentDecision }) {
  const words = useWords(actWords);
  const { rule } = useWords(terms);
  const { dateTime } = useFormat();
  const language = useLanguage();
  const withNames = useNamed();
  const grants = useReadable(useLive().preAuthorisations);
  const { allowed, why, until, preAuthorisationId } = decision;
  const label = grants.find(({ id }) => id === preAuthorisationId)?.label;
  const facts = [label === undefined ? null : words.by(label), until === null ? null : words.until(dateTime(until))];
  return (
    <>
      <p className="explain-decision">
        <ConsentMark consent={allowed ? 'yes' : 'no'}>{allowed ? words.yes : words.no}</ConsentMark>
        <strong>{rule[decision.rule]}</strong>
      </p>
      {/* The hub's own sentence is French; in English the rule, the grant and its end stand for it. */}
      {language === 'fr' ? <p className="quiet foreign">{withNames(frenchTypography(why))}</p> : null}
      <p className="quiet">{facts.filter((fact) => fact !== null).join(' · ')}</p>
    </>
  );
}
