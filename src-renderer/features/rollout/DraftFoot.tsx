import type { RolloutPlan, RolloutRule } from '@shared/domain/rollout';
import { useState } from 'react';
import { codeOf } from '../../desk/hub';
import { useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/TextField';
import { toast } from '../../ui/toast';
import { useEdit, usePreview } from './use-rollout';
import { rolloutWords } from './words';

interface DraftFootProps {
  readonly rules: readonly RolloutRule[];
  /** The version that the rules were made from; 0: none. */
  readonly base: number;
  readonly plan: RolloutPlan | null;
  onDrop(): void;
  /** What stands was looked at: from now on the rules are meant to replace it. */
  onRebase(version: number): void;
}

const SHORTEST_NOTE = 3;

/** Under rules that are not saved: what they would do, why, and the two ways out. */
export function DraftFoot({ rules, base, plan, onDrop, onRebase }: DraftFootProps) {
  const words = useWords(rolloutWords);
  const problems = useWords(problemWords);
  const [note, setNote] = useState('');
  const edit = useEdit((saved) => {
    toast(words.saved(saved.version));
    onDrop();
  });
  const standing = plan?.version ?? 0;
  const overtaken = plan !== null && standing !== base;
  const failed = edit.isError && codeOf(edit.error) !== 'STALE_VERSION';
  return (
    <section className="rollout-draft" aria-label={words.draft}>
      <h2>{words.draft}</h2>
      <Preview rules={rules} />
      {rules.length === 0 ? <p className="rollout-warning">▲ {words.nobody}</p> : null}
      {overtaken ? (
        <p className="rollout-warning" role="alert">
          ▲ {words.stale(plan.version, plan.author)}
        </p>
      ) : null}
      {failed ? (
        <p className="field-error" role="alert">
          {problems[codeOf(edit.error)]}
        </p>
      ) : null}
      <TextField label={words.note} value={note} onChange={setNote} maxLength={500} hint={words.noteHint} />
      <div className="rollout-draft-acts">
        <Button onPress={onDrop}>{words.drop}</Button>
        <Button
          look="primary"
          isDisabled={note.trim().length < SHORTEST_NOTE}
          isPending={edit.isPending}
          onPress={() => {
            onRebase(standing);
            edit.mutate({ version: standing, rules, note: note.trim() });
          }}
        >
          {words.save(standing + 1)}
        </Button>
      </div>
    </section>
  );
}

function Preview({ rules }: { readonly rules: readonly RolloutRule[] }) {
  const words = useWords(rolloutWords);
  const problems = useWords(problemWords);
  const { data, isError, error } = usePreview(rules);
  if (data === undefined)
    return isError ? (
      <p className="field-error">
        {words.previewFailed} {problems[codeOf(error)]}
      </p>
    ) : (
      <p className="quiet">{words.previewing}</p>
    );
  return (
    <p role="status">
      {words.preview(data.active, data.outNow, data.outThen)}{' '}
      {data.misses.length === 0 ? null : <span className="quiet">{words.misses(data.misses)}</span>}
    </p>
  );
}
