import type { NatureFamily } from '@shared/domain/nature';
import { type Works, worksPhase } from '@shared/domain/works';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLive, useReadable, useSelected, useWorkstation } from '../desk/desk';
import { useCurrentWorks } from '../desk/works';
import { Detail } from '../features/detail/Detail';
import { PmDetail } from '../features/detail/PmDetail';
import { ActDialogs, type Asking, MANY } from '../features/queue/ActDialogs';
import { useActs, usePendingIds } from '../features/queue/acts';
import { FiltersBar } from '../features/queue/FiltersBar';
import { isFiltered } from '../features/queue/filters';
import { Queue } from '../features/queue/Queue';
import { worstOf } from '../features/search/found';
import { noFilters } from '../live/criteria';
import type { Filters } from '../live/live';
import { Legend } from '../map/legend';
import { type MapHandle, MapView } from '../map/map-view';
import { useKeys } from '../ui/keys';
import './supervision.css';
import { useAreas, usePadding } from './supervision-map';

export interface SupervisionProps {
  /** The outage asked for from elsewhere: search, a desktop notification. A new object asks again. */
  readonly wanted: Wanted | null;
  /** In front; a screen behind leaves the keys alone. */
  readonly active: boolean;
  onAuthorise(from: { pmRef: string; infraOperatorCode: string; natureFamily: NatureFamily }): void;
}

export interface Wanted {
  readonly outageId: string | null;
  readonly pmRef: string | null;
}

/** The desk: map, queue and detail on one selection and one set of filters. */
export function Supervision({ wanted, active, onAuthorise }: SupervisionProps) {
  const live = useLive();
  const { theme } = useWorkstation();
  const [filters, setFilters] = useState<Filters>(noFilters);
  const [openId, setOpenId] = useState<string | null>(null);
  /** A PM without an open outage, looked at instead of one. */
  const [openPm, setOpenPm] = useState<string | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const map = useRef<MapHandle>(null);
  const act = useActs();
  const pending = usePendingIds();
  const opened = useReadable(live.selection).outage;

  useEffect(() => live.setFilters(filters), [live, filters]);
  useEffect(() => live.select(openId), [live, openId]);
  useEffect(() => {
    if (openId !== null) setOpenPm(null);
  }, [openId]);
  useEffect(() => {
    if (wanted === null) return;
    if (wanted.outageId !== null) setOpenId(wanted.outageId);
    if (wanted.pmRef !== null) map.current?.flyTo(wanted.pmRef);
    if (wanted.outageId === null && wanted.pmRef !== null) {
      setOpenId(null);
      setOpenPm(wanted.pmRef);
    }
  }, [wanted]);

  const acknowledge = useCallback(
    (ids: readonly string[]) => {
      if (ids.length > MANY) setAsking({ what: 'acknowledge-many', ids });
      else act({ action: 'acknowledge', outageIds: [...ids] });
    },
    [act],
  );
  const pick = useCallback(
    (pmRef: string | null) => {
      if (pmRef === null) return;
      void live.at(pmRef).then((hit) => {
        const worst = hit === null ? null : worstOf(hit);
        if (worst !== null) setOpenId(worst.id);
        else if (hit !== null) {
          setOpenId(null);
          setOpenPm(pmRef);
        }
      });
    },
    [live],
  );

  const close = () => {
    setOpenId(null);
    setOpenPm(null);
  };
  useKeys({
    ArrowDown: active ? focusQueue : null,
    ArrowUp: active ? focusQueue : null,
    j: active ? focusQueue : null,
    k: active ? focusQueue : null,
    Escape: active && (openId ?? openPm) !== null ? close : null,
  });

  const areas = useAreas();
  const open = (openId ?? openPm) !== null;
  const padding = usePadding(open);
  const pmRef = opened?.id === openId ? (opened?.pmRef ?? null) : null;
  const works = useCurrentWorks().items;
  return (
    <div className="supervision" data-detail={open ? '' : undefined}>
      <main className="supervision-map">
        <MapView
          ref={map}
          live={live}
          theme={theme}
          areas={areas}
          padding={padding}
          selected={pmRef ?? openPm}
          works={works}
          follow
          onPick={(pointed) => pick(pointed?.pmRef ?? null)}
        >
          <FiltersBar filters={filters} onFilters={setFilters} />
          <LiveLegend works={works} />
        </MapView>
      </main>
      <Queue
        severities={filters.severities}
        onSeverities={(severities) => setFilters((now) => ({ ...now, severities }))}
        filtered={isFiltered(filters)}
        onClearFilters={() => setFilters(noFilters)}
        openId={openId}
        onOpen={setOpenId}
        onAcknowledge={acknowledge}
        onComment={(ids) => setAsking({ what: 'comment', ids })}
      />
      {openId === null && openPm !== null ? (
        <PmDetail key={openPm} pmRef={openPm} onClose={close} />
      ) : (
        <Place pmRef={pmRef}>
          {(commune) => (
            <Detail
              outageId={openId}
              commune={commune}
              pending={openId !== null && pending.has(openId)}
              onClose={close}
              onAcknowledge={(id) => acknowledge([id])}
              onComment={(id) => setAsking({ what: 'comment', ids: [id] })}
              onDismiss={(id) => setAsking({ what: 'dismiss', ids: [id] })}
              onAuthorise={onAuthorise}
            />
          )}
        </Place>
      )}
      <ActDialogs asking={asking} onClose={() => setAsking(null)} />
    </div>
  );
}

/** Sends the first arrow to the queue, where it then counts. */
function focusQueue(): void {
  document.querySelector<HTMLElement>('[data-queue-list]')?.focus();
}

/** The commune of a PM, asked of the worker. */
function Place({ pmRef, children }: { readonly pmRef: string | null; children(commune: string | null): ReactNode }) {
  const live = useLive();
  const [found, setFound] = useState<{ readonly pmRef: string; readonly commune: string } | null>(null);
  useEffect(() => {
    if (pmRef === null) return;
    let here = true;
    void live.at(pmRef).then((hit) => {
      if (here && hit !== null) setFound({ pmRef, commune: hit.commune });
    });
    return () => {
      here = false;
    };
  }, [live, pmRef]);
  return children(found !== null && found.pmRef === pmRef ? found.commune : null);
}

function LiveLegend({ works }: { readonly works: readonly Works[] }) {
  const live = useLive();
  const [open, setOpen] = useState(true);
  const counts = useSelected(live.status, (status) => status.counts);
  const openInterventions = useSelected(live.status, (status) => status.openInterventions);
  const pmCount = useSelected(live.status, (status) => status.pmCount);
  const unknown = useSelected(live.status, (status) => status.sources.some((source) => source.silent));
  const offset = useSelected(live.status, (status) => status.clockOffsetMs);
  const worksCount = useMemo(() => {
    const now = Date.now() + offset;
    const current = works.filter((one) => ['planned', 'under-way'].includes(worksPhase(one, now)));
    return new Set(current.flatMap(({ pmRefs }) => pmRefs)).size;
  }, [works, offset]);
  return <Legend {...{ counts, openInterventions, pmCount, worksCount, unknown, open }} onToggle={setOpen} />;
}
