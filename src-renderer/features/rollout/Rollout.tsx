import type { RolloutPlan, RolloutRule } from '@shared/domain/rollout';
import { useState } from 'react';
import { useMay, useSession } from '../../desk/desk';
import { codeOf } from '../../desk/hub';
import { useOperators } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states';
import { DraftFoot } from './DraftFoot';
import { History } from './History';
import { RuleDialog } from './RuleDialog';
import { RulesTable } from './RulesTable';
import './rollout.css';
import { usePlan } from './use-rollout';
import { rolloutWords } from './words';

/** The rollout plan of the operator's own network: its rules, their effect before they are saved, every version. */
export function Rollout() {
  const words = useWords(rolloutWords);
  const problems = useWords(problemWords);
  const { operatorCode } = useSession();
  const own = useOperators().find(({ code }) => code === operatorCode);
  if (own === undefined) return <LoadingState label={words.loading} />;
  if (!own.roles.includes('OI')) {
    return (
      <main className="rollout-main">
        <EmptyState title={words.noNetworkTitle}>{words.noNetworkText}</EmptyState>
      </main>
    );
  }
  return <Read words={words} problems={problems} operatorName={own.name} />;
}

interface ReadProps {
  readonly words: (typeof rolloutWords)['fr'];
  readonly problems: (typeof problemWords)['fr'];
  readonly operatorName: string;
}

function Read({ words, problems, operatorName }: ReadProps) {
  const { data: plan, isError, error, refetch } = usePlan();
  if (plan !== undefined) return <Plan plan={plan} operatorName={operatorName} />;
  if (!isError) return <LoadingState label={words.loading} />;
  return (
    <ErrorState title={words.failedTitle} actions={<Button onPress={() => void refetch()}>{words.retry}</Button>}>
      {problems[codeOf(error)]}
    </ErrorState>
  );
}

/** Rules that are being written, and the version that they were made from. */
interface Draft {
  readonly base: number;
  readonly rules: readonly RolloutRule[];
}

function Plan({ plan, operatorName }: { readonly plan: RolloutPlan | null; readonly operatorName: string }) {
  const words = useWords(rolloutWords);
  const { dateTime } = useFormat();
  const mayEdit = useMay()('rollout.edit');
  const [draft, setDraft] = useState<Draft | null>(null);
  const [old, setOld] = useState<RolloutPlan | null>(null);
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  const standing = plan?.version ?? 0;
  const rules = old?.rules ?? draft?.rules ?? plan?.rules ?? [];
  const change = (next: readonly RolloutRule[]) => setDraft({ base: draft?.base ?? standing, rules: next });
  const writing = mayEdit && old === null;
  return (
    <div className="rollout">
      <main className="rollout-main">
        <header className="rollout-head">
          <h1>{words.title}</h1>
          {writing ? (
            <Button look={draft === null ? 'primary' : 'plain'} onPress={() => setEditing('new')}>
              {words.add}
            </Button>
          ) : null}
        </header>
        <p className="quiet rollout-intro">{words.intro(operatorName)}</p>
        {old === null ? (
          <p>
            {plan === null ? words.noPlan : words.standing(plan.version, plan.author, dateTime(plan.at))}
            {plan === null ? null : <span className="quiet foreign"> · {plan.note}</span>}
          </p>
        ) : (
          <div className="rollout-old">
            <p>
              {words.old(old.version)} <span className="quiet foreign">{old.note}</span>
            </p>
            <Button size="small" onPress={() => setOld(null)}>
              {words.back}
            </Button>
            {mayEdit ? (
              <Button
                size="small"
                onPress={() => {
                  change(old.rules);
                  setOld(null);
                }}
              >
                {words.reuse}
              </Button>
            ) : null}
          </div>
        )}
        {rules.length === 0 && (plan !== null || draft !== null) ? <p className="quiet">{words.noRules}</p> : null}
        {rules.length === 0 ? null : (
          <RulesTable
            rules={rules}
            {...(writing && {
              edit: {
                onEdit: setEditing,
                onRemove: (index: number) => change(rules.filter((_, i) => i !== index)),
              },
            })}
          />
        )}
        {draft === null || old !== null ? null : (
          <DraftFoot
            rules={draft.rules}
            base={draft.base}
            plan={plan}
            onDrop={() => setDraft(null)}
            onRebase={(base) => setDraft({ ...draft, base })}
          />
        )}
      </main>
      <History
        standing={standing}
        shown={old?.version ?? null}
        onShow={(shown) => setOld(shown.version === standing ? null : shown)}
      />
      {editing === null ? null : (
        <RuleDialog
          rule={editing === 'new' ? null : (rules[editing] ?? null)}
          onClose={() => setEditing(null)}
          onKeep={(rule) => {
            change(editing === 'new' ? [...rules, rule] : rules.map((one, i) => (i === editing ? rule : one)));
            setEditing(null);
          }}
        />
      )}
    </div>
  );
}
