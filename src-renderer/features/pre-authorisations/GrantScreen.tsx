import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useHub, useLive, useWorkstation } from '../../desk/desk';
import { codeOf } from '../../desk/hub';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { type MapHandle, MapView } from '../../map/map-view';
import { Button } from '../../ui/Button';
import { useClock } from '../../ui/clock';
import { toast } from '../../ui/toast';
import { Coverage } from './Coverage';
import { type Draft, gapsOf, grantOf, previewOf } from './draft';
import { GrantForm } from './GrantForm';
import { GrantSentence } from './GrantSentence';
import { grantWords } from './grant-words';
import './grant.css';
import type { GrantPrefill } from './prefill';
import type { Place } from './sentence';
import { useDraft } from './use-draft';
import { useHindrance } from './use-hindrance';
import { usePreview } from './use-preview';

interface GrantScreenProps {
  readonly prefill: GrantPrefill | null;
  onCancel(): void;
  onGranted(grant: PreAuthorisation): void;
}

const noPms: readonly string[] = [];

/** A new pre-authorisation: the sentence and its form at the left, what it covers at the right, before it is saved. */
export function GrantScreen({ prefill, onCancel, onGranted }: GrantScreenProps) {
  const words = useWords(grantWords);
  const problems = useWords(problemWords);
  const format = useFormat();
  const clock = useClock();
  const hub = useHub();
  const queries = useQueryClient();
  const nameOf = useOperatorName();
  const hindrance = useHindrance();
  const { draft, change, reset, forget } = useDraft(prefill);
  const gaps = gapsOf(draft, clock.now());
  const preview = usePreview(previewOf(draft, clock.now()));
  const known = preview.state === 'known' ? preview.preview : null;
  const grant = useMutation({
    mutationFn: () => {
      const body = grantOf(draft, clock.now());
      if (body === null) throw new Error('nothing complete to grant');
      return hub.call('grant', { body });
    },
    onSuccess: (saved) => {
      forget();
      void queries.invalidateQueries({ queryKey: [hub.address] });
      toast(words.granted(saved.label, format.list(saved.orderingOperatorCodes.map(nameOf))));
      onGranted(saved);
    },
  });
  const [gap] = gaps;
  return (
    <div className="grant">
      <main className="grant-form">
        <h1>{words.title}</h1>
        <GrantSentence live said={{ ...saidOf(draft, nameOf), pmCount: known?.pmCount ?? null }} />
        <GrantForm draft={draft} gaps={gaps} onChange={change} />
        <div className="grant-foot">
          {hindrance === null ? null : (
            <p className="grant-hindrance" role="alert">
              <span aria-hidden>▲ </span>
              {hindrance}
            </p>
          )}
          {grant.isError ? (
            <p className="field-error" role="alert">
              {problems[codeOf(grant.error)]}
            </p>
          ) : null}
          <div className="grant-buttons">
            <Button onPress={onCancel}>{words.cancel}</Button>
            <Button look="quiet" onPress={reset}>
              {words.reset}
            </Button>
            <span className="grant-kept faint">{gap === undefined ? words.kept : words.gaps[gap]}</span>
            <Button
              look="primary"
              isDisabled={gap !== undefined || hindrance !== null}
              isPending={grant.isPending}
              onPress={() => grant.mutate()}
            >
              {grant.isPending ? words.granting : words.grant}
            </Button>
          </div>
        </div>
      </main>
      <CoveredMap draft={draft} preview={preview} />
    </div>
  );
}

/** Exactly the PMs that the hub would cover; none while it has not said which. */
function CoveredMap({ draft, preview }: { readonly draft: Draft; readonly preview: ReturnType<typeof usePreview> }) {
  const words = useWords(grantWords);
  const live = useLive();
  const { theme } = useWorkstation();
  const map = useRef<MapHandle>(null);
  const { scopeKind, departments } = draft;
  const areas = useMemo(
    () => ({ departments: scopeKind === 'departments' ? departments : [], kind: 'granted' as const }),
    [scopeKind, departments],
  );
  const shown = preview.state === 'known' ? preview.preview : preview.state === 'asking' ? preview.before : null;
  const only = scopeKind === 'pms' ? (draft.pmRefs.at(-1) ?? null) : null;
  useEffect(() => {
    if (areas.departments.length > 0) map.current?.fit(areas.departments);
  }, [areas]);
  return (
    <aside className="grant-map" aria-label={words.map}>
      <MapView
        ref={map}
        live={live}
        theme={theme}
        areas={areas}
        highlight={shown?.pmRefs ?? noPms}
        selected={only}
        follow
      >
        <Coverage preview={preview} />
      </MapView>
    </aside>
  );
}

function saidOf(draft: Draft, nameOf: (code: string) => string) {
  return {
    orderers: draft.orderers.map(nameOf),
    place: placeOf(draft, nameOf),
    natures: draft.natures,
    from: draft.validFrom,
    until: draft.validUntil,
  };
}

function placeOf(draft: Draft, nameOf: (code: string) => string): Place {
  const networks = draft.networks.map(nameOf);
  switch (draft.scopeKind) {
    case 'networks':
      return { kind: 'networks', networks };
    case 'departments':
      return { kind: 'departments', departments: draft.departments, networks };
    case 'pms':
      return { kind: 'pms', pmRefs: draft.pmRefs };
  }
}
