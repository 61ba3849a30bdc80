import type { RolloutPlan } from '@shared/domain/rollout';
import { useFormat, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Badge } from '../../ui/marks';
import { useHistory } from './use-rollout';
import { rolloutWords } from './words';

interface HistoryProps {
  readonly standing: number;
  readonly shown: number | null;
  onShow(plan: RolloutPlan): void;
}

/** Every version of the plan: who, when, why. A press shows its rules. */
export function History({ standing, shown, onShow }: HistoryProps) {
  const words = useWords(rolloutWords);
  const { dateTime } = useFormat();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useHistory();
  const plans = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <aside className="rollout-history" aria-label={words.history}>
      <h2>{words.history}</h2>
      {data !== undefined && plans.length === 0 ? <p className="quiet">{words.historyEmpty}</p> : null}
      <ol>
        {plans.map((plan) => (
          <li key={plan.version}>
            <button
              type="button"
              className="rollout-version"
              aria-pressed={plan.version === (shown ?? standing)}
              onClick={() => onShow(plan)}
            >
              <span className="rollout-version-head">
                <strong>{words.version(plan.version)}</strong>
                {plan.version === standing ? <Badge>{words.current}</Badge> : null}
                <span className="quiet">{words.ruleCount(plan.rules.length)}</span>
              </span>
              <span className="foreign">{plan.note}</span>
              <span className="faint">
                <span className="foreign">{plan.author}</span> · <span className="mono">{dateTime(plan.at)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {hasNextPage ? (
        <Button size="small" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </aside>
  );
}
