import type { Revocation } from '@shared/contract/http';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHub, useStale } from '../../desk/desk';
import { codeOf } from '../../desk/hub';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/TextField';
import { actWords } from './act-words';

interface RevokeDialogProps {
  readonly grant: PreAuthorisation;
  onClose(): void;
  /** Opens another pre-authorisation. */
  onOpen(id: string): void;
}

/** Asks why, revokes, then says what that could no longer change and what still allows (desk.md). */
export function RevokeDialog({ grant, onClose, onOpen }: RevokeDialogProps) {
  const words = useWords(actWords);
  const problems = useWords(problemWords);
  const { time } = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const stale = useStale();
  const [reason, setReason] = useState('');
  const revoke = useMutation({
    mutationFn: () => hub.call('revoke', { params: { id: grant.id }, body: { reason: reason.trim() } }),
    // What the hub would decide, and what a draft would change, is another thing now.
    onSuccess: () => void queries.invalidateQueries({ queryKey: [hub.address] }),
  });
  const ready = reason.trim().length >= 3 && !revoke.isPending;
  const submit = () => {
    if (ready) revoke.mutate();
  };
  if (revoke.data !== undefined)
    return (
      <Dialog
        isOpen
        wide
        title={words.revoked(grant.label, time(revoke.data.preAuthorisation.revokedAt ?? ''))}
        onClose={onClose}
        foot={<Button onPress={onClose}>{words.close}</Button>}
      >
        <Outcome revocation={revoke.data} onOpen={onOpen} />
      </Dialog>
    );
  return (
    <Dialog
      isOpen
      title={words.revokeTitle(grant.label)}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button look="danger" isDisabled={reason.trim().length < 3} isPending={revoke.isPending} onPress={submit}>
            {revoke.isPending ? words.revoking : words.revoke}
          </Button>
        </>
      }
    >
      <p>{words.revokeText}</p>
      <TextField
        label={words.reason}
        hint={words.reasonHint}
        rows={3}
        maxLength={500}
        value={reason}
        onChange={setReason}
        autoFocus
        isRequired
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {stale ? <p className="grant-stale">▲ {words.revokeStale}</p> : null}
      {revoke.isError ? (
        <p className="field-error" role="alert">
          {problems[codeOf(revoke.error)]}
        </p>
      ) : null}
    </Dialog>
  );
}

function Outcome({ revocation, onOpen }: { readonly revocation: Revocation; onOpen(id: string): void }) {
  const words = useWords(actWords);
  const { time } = useFormat();
  const nameOf = useOperatorName();
  const { alreadyAnswered, residual } = revocation;
  return (
    <div className="revoked" role="status">
      <h3>{words.late}</h3>
      {alreadyAnswered.length === 0 ? <p className="quiet">{words.noLate}</p> : null}
      <ul className="revoked-list">
        {alreadyAnswered.map((answer) => {
          const { infraRef, testNumber, isClosingTest, pmRef, sentAt, orderingOperatorCode } = answer;
          const test = isClosingTest ? words.closingTest(testNumber) : words.test(testNumber);
          return (
            <li key={`${infraRef} ${testNumber} ${orderingOperatorCode}`} className="revoked-late foreign">
              {words.tooLate(test, pmRef, time(sentAt), nameOf(orderingOperatorCode))}
            </li>
          );
        })}
      </ul>
      <h3>{words.residual}</h3>
      <p className="quiet">{residual.length === 0 ? words.noResidual : words.residualText(residual.length)}</p>
      <ul className="revoked-list">
        {residual.map(({ id, label }) => (
          <li key={id} className="revoked-residual">
            <span className="mono">{label}</span>
            <Button size="small" aria-label={`${words.open} ${label}`} onPress={() => onOpen(id)}>
              {words.open}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
