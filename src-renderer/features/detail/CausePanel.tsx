import type { Outage } from '@shared/domain/outage';
import { useFormat, useWords } from '../../i18n/language';
import { Panel } from '../../ui/Panel';
import { ProgressBar } from '../../ui/ProgressBar';
import { mainCause } from './main-cause';
import { reasonWords } from './reason-words';
import { detailWords } from './words';

/** The likely cause, how sure the hub is, and why; ambiguity is said, never hidden. */
export function CausePanel({ outage }: { readonly outage: Outage }) {
  const words = useWords(detailWords);
  const reasons = useWords(reasonWords);
  const { percent } = useFormat();
  const { confidence, ambiguous, reasons: why } = outage.attribution;
  const sentence = why.map(({ code, count }) => reasons[code](count)).join(', ');
  return (
    <Panel title={words.cause}>
      <ProgressBar
        label={words.causes[mainCause(outage.lines)]}
        fraction={confidence}
        valueText={`${words.confidence} ${percent(confidence)}`}
      />
      {sentence === '' ? null : <p className="quiet">{sentence.charAt(0).toUpperCase() + sentence.slice(1)}.</p>}
      {ambiguous ? <p className="detail-unsure">▲ {words.causeUnsure}</p> : null}
    </Panel>
  );
}
