import type { OperatorCode } from '@shared/domain/codes';
import { type NatureFamily, natureFamilies } from '@shared/domain/nature';
import type { Outage } from '@shared/domain/outage';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useHub } from '../../desk/desk';
import { codeOf } from '../../desk/hub';
import { useOperators } from '../../desk/operators';
import { useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { terms } from '../../i18n/terms';
import { Dialog } from '../../ui/Dialog';
import { Select } from '../../ui/Select';
import { Decision } from './ConsentPanel';
import { detailWords } from './words';

interface ExplainDialogProps {
  readonly outage: Outage;
  readonly natureFamily: NatureFamily;
  onClose(): void;
}

/** Asks the hub what it would decide now, for an ordering operator and a kind of job, and by which rule. */
export function ExplainDialog({ outage, natureFamily, onClose }: ExplainDialogProps) {
  const words = useWords(detailWords);
  const { nature } = useWords(terms);
  const problems = useWords(problemWords);
  const hub = useHub();
  const orderers = useOperators().filter(({ roles }) => roles.includes('DO'));
  const [chosen, setChosen] = useState<OperatorCode | null>(null);
  const [family, setFamily] = useState<NatureFamily>(natureFamily);
  const orderingOperatorCode = chosen ?? orderers[0]?.code ?? null;
  const { pmRef } = outage;
  const decision = useQuery({
    queryKey: [hub.address, 'explain', pmRef, orderingOperatorCode, family],
    enabled: orderingOperatorCode !== null,
    staleTime: 0,
    queryFn: ({ signal }) =>
      hub.call('explain', {
        body: { orderingOperatorCode: orderingOperatorCode ?? '', pmRef, natureFamily: family },
        signal,
      }),
  });
  return (
    <Dialog title={words.explainTitle} isOpen onClose={onClose} closeLabel={words.close}>
      <p>{words.explainAsk(pmRef)}</p>
      <Select
        label={words.orderer}
        options={orderers.map(({ code, name }) => ({ id: code, label: name, note: code }))}
        value={orderingOperatorCode}
        onChange={setChosen}
      />
      <Select<NatureFamily>
        label={words.explainNature}
        options={natureFamilies.map((id) => ({ id, label: nature[id] }))}
        value={family}
        onChange={setFamily}
      />
      <div className="explained" aria-live="polite">
        <h3>{words.explainNow}</h3>
        {decision.isPending ? <p className="quiet">{words.explainLoading}</p> : null}
        {decision.isError ? <p>{problems[codeOf(decision.error)]}</p> : null}
        {decision.data === undefined ? null : <Decision decision={decision.data} />}
      </div>
    </Dialog>
  );
}
