import { useQuery } from '@tanstack/react-query';
import { useHub, useLive } from '../../desk/desk';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { IconButton } from '../../ui/Button';
import { X } from '../../ui/icons';
import { EmptyState, LoadingState } from '../../ui/states';
import './detail.css';
import { WorksPanel } from './WorksPanel';
import { worksWords } from './works-words';

/** What stands at a PM changes by itself: asked of the worker this often, while it is shown. */
const AGAIN_MS = 2_000;

/** A PM at which no line is down: what stands there, and what is announced. */
export function PmDetail({ pmRef, onClose }: { readonly pmRef: string; onClose(): void }) {
  const words = useWords(worksWords);
  const { count } = useFormat();
  const nameOf = useOperatorName();
  const hub = useHub();
  const live = useLive();
  const { data: hit } = useQuery({
    queryKey: [hub.address, 'pm', pmRef],
    queryFn: () => live.at(pmRef),
    refetchInterval: AGAIN_MS,
    gcTime: 0,
  });
  return (
    <section className="detail" aria-label={`${words.pm} ${pmRef}`}>
      <header className="detail-head detail-head-pm">
        <div className="detail-title">
          <h2>
            {words.pm} <span className="foreign">{pmRef}</span>
            {hit ? <span className="foreign">{` · ${hit.commune}`}</span> : null}
          </h2>
          {hit ? (
            <>
              <p className="quiet">
                {nameOf(hit.infraOperatorCode)} · {words.lines(count(hit.lineCount, words.line, words.linesMany))} ·{' '}
                {hit.openInterventions > 0 ? count(hit.openInterventions, words.job, words.jobs) : words.noJob}
              </p>
              {hit.approximate ? <p className="faint">{words.approximate}</p> : null}
            </>
          ) : null}
        </div>
        <IconButton label={words.closePm} icon={<X size={16} aria-hidden />} onPress={onClose} />
      </header>
      <div className="detail-scroll">
        {hit === undefined ? <LoadingState label={words.reading} /> : null}
        {hit === null ? <EmptyState title={words.gone} /> : null}
        {hit ? (
          <>
            <WorksPanel pmRef={pmRef} lostAt={null} always />
            {hit.outages.length === 0 ? <p className="quiet">{words.noOutage}</p> : null}
          </>
        ) : null}
      </div>
    </section>
  );
}
