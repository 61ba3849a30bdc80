import type { Outage } from '@shared/domain/outage';
import { useLive, useReadable, useStale } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states';
import { Actions, type DetailActions } from './Actions';
import { CausePanel } from './CausePanel';
import { CommentsPanel } from './CommentsPanel';
import { ConsentPanel } from './ConsentPanel';
import './detail.css';
import { Head } from './Head';
import { LinesPanel } from './LinesPanel';
import { TimelinePanel } from './TimelinePanel';
import { useIntervention } from './use-intervention';
import { useOutageDetail } from './use-outage-detail';
import { WorksPanel } from './WorksPanel';
import { detailWords } from './words';

export interface DetailProps extends DetailActions {
  /** The outage asked for; null: none. */
  readonly outageId: string | null;
  readonly commune: string | null;
  onClose(): void;
}

/**
 * One outage, in the order one asks: what is down and since when; may the technician repair, and why; the likely cause;
 * the lines; what happened (look.md).
 */
export function Detail({ outageId, commune, onClose, ...actions }: DetailProps) {
  const words = useWords(detailWords);
  const { outage } = useReadable(useLive().selection);
  const fetched = useOutageDetail(outageId, outage);
  const shown = outage?.id === outageId ? outage : (fetched.data ?? null);
  const intervention = useIntervention(shown);

  if (outageId === null)
    return (
      <section className="detail" aria-label={words.detail}>
        <EmptyState title={words.noneTitle}>{words.noneText}</EmptyState>
      </section>
    );
  if (shown === null)
    return (
      <section className="detail" aria-label={words.detail}>
        {fetched.isError ? (
          <ErrorState title={words.missingTitle}>{words.missingText}</ErrorState>
        ) : (
          <LoadingState label={words.loading} />
        )}
      </section>
    );
  return (
    <section className="detail" aria-label={words.detail} data-outage={shown.id}>
      <Head outage={shown} commune={commune} intervention={intervention} onClose={onClose} />
      <Actions outage={shown} natureFamily={intervention?.natureFamily ?? 'unknown'} {...actions} />
      <StaleNote />
      <div className="detail-scroll">
        <Panels outage={shown} timeline={fetched} />
      </div>
    </section>
  );
}

function Panels({ outage, timeline }: { outage: Outage; timeline: ReturnType<typeof useOutageDetail> }) {
  return (
    <>
      <ConsentPanel outage={outage} />
      <CausePanel outage={outage} />
      <WorksPanel pmRef={outage.pmRef} lostAt={outage.raisedAt} />
      <LinesPanel outage={outage} />
      <TimelinePanel query={timeline} />
      <CommentsPanel outage={outage} />
    </>
  );
}

function StaleNote() {
  const words = useWords(detailWords);
  const { time } = useFormat();
  const stale = useStale();
  const { connection } = useReadable(useLive().status);
  if (!stale || connection.state !== 'stale') return null;
  return <p className="detail-stale">▲ {words.stale(time(connection.since))}</p>;
}
