import { type ConsentDecision, knowsOrderer, type Outage } from '@shared/domain/outage';
import { useLive, useReadable } from '../../desk/desk';
import { useNamed, useOperatorName } from '../../desk/operators';
import { useFormat, useLanguage, useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { frenchTypography } from '../../i18n/typography';
import { ConsentMark } from '../../ui/marks';
import { Panel } from '../../ui/Panel';
import { Table } from '../../ui/Table';
import { detailWords } from './words';

/** May the technician repair, and why: one decision, or one for each operator that may have ordered the job. */
export function ConsentPanel({ outage }: { readonly outage: Outage }) {
  const words = useWords(detailWords);
  const nameOf = useOperatorName();
  const { consent, downCount } = outage;
  const matrix = knowsOrderer(outage) ? undefined : consent.matrix;
  const allowed = matrix?.filter((row) => row.allowed).length ?? 0;
  if (downCount === 0)
    return (
      <Panel title={words.mayRepair}>
        <p className="quiet">{words.nothingDown}</p>
      </Panel>
    );
  if (matrix === undefined || allowed === 0 || allowed === matrix.length)
    return (
      <Panel title={words.mayRepair}>
        <Decision decision={consent} />
      </Panel>
    );
  return (
    <Panel title={words.mayRepair}>
      <p className="decision">
        <ConsentMark consent="yes">{words.yesFor(allowed, matrix.length)}</ConsentMark>
      </p>
      <p className="quiet">{words.anonymous}</p>
      <Table
        label={words.mayRepair}
        rows={matrix}
        keyOf={(row) => row.orderingOperatorCode}
        columns={[
          { id: 'do', title: words.orderer, cell: (row) => nameOf(row.orderingOperatorCode) },
          {
            id: 'answer',
            title: words.answer,
            cell: (row) => (
              <ConsentMark consent={row.allowed ? 'yes' : 'no'}>{row.allowed ? words.yes : words.no}</ConsentMark>
            ),
          },
          { id: 'why', title: words.why, cell: (row) => <Why decision={row} /> },
        ]}
      />
    </Panel>
  );
}

/** One decision in words: the sign, the rule, the hub's own sentence, until when. */
export function Decision({ decision }: { readonly decision: ConsentDecision }) {
  const words = useWords(detailWords);
  const { rule } = useWords(terms);
  const language = useLanguage();
  const withNames = useNamed();
  const ground = useGround(decision);
  const { allowed, why } = decision;
  return (
    <>
      <p className="decision">
        <ConsentMark consent={allowed ? 'yes' : 'no'}>{allowed ? words.yes : words.no}</ConsentMark>
        <strong>{rule[decision.rule]}</strong>
      </p>
      {/* The hub's own sentence is French and says until when; in English the grant and its end stand for it. */}
      <p className="decision-why quiet">
        {language === 'fr' ? withNames(frenchTypography(why)) : ground === null ? null : `${capital(ground)}.`}
      </p>
    </>
  );
}

function Why({ decision }: { readonly decision: ConsentDecision }) {
  const { rule } = useWords(terms);
  const ground = useGround(decision);
  return (
    <span className="quiet">
      {rule[decision.rule]} {ground === null ? null : `(${ground})`}
    </span>
  );
}

/** By which grant, and until when: `PA-0142, until …`; null where there is neither. */
function useGround({ preAuthorisationId, until }: ConsentDecision): string | null {
  const words = useWords(detailWords);
  const { dateTime } = useFormat();
  const grants = useReadable(useLive().preAuthorisations);
  const label = grants.find(({ id }) => id === preAuthorisationId)?.label;
  const parts = [label, until === null ? undefined : words.until(dateTime(until))].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(', ');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
