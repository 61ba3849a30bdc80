import type { OutboxMessage } from '@shared/contract/messages';
import { useState } from 'react';
import { useMay } from '../../desk/desk';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { Button, IconButton } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/Dialog';
import { X } from '../../ui/icons';
import { Panel } from '../../ui/Panel';
import { messageErrorWords } from './error-words';
import { StandingMark } from './StandingMark';
import { standingOf } from './standing';
import { useResend } from './use-resend';
import { messagesWords } from './words';

/** One message: why it is not delivered, what was tried, and sending it again. */
export function MessageDetail({ message, onClose }: { readonly message: OutboxMessage; onClose(): void }) {
  const words = useWords(messagesWords);
  const nameOf = useOperatorName();
  const mayResend = useMay()('message.resend');
  const [asking, setAsking] = useState(false);
  const resend = useResend(() => setAsking(false));
  const recipient = nameOf(message.recipientCode);
  return (
    <section className="message" aria-label={words.detail} data-message={message.id}>
      <header className="message-head">
        <h2>
          <span className="mono">{message.message}</span> {words.names[message.message]} → {recipient}
        </h2>
        <IconButton label={words.close} icon={<X size={16} aria-hidden />} onPress={onClose} />
      </header>
      <div>
        <StandingMark message={message} />
      </div>
      {message.state === 'dead' && mayResend ? (
        <div>
          <Button look="primary" onPress={() => setAsking(true)}>
            {words.resend}
          </Button>
        </div>
      ) : null}
      <Panel title={words.reason}>
        <Reason message={message} />
      </Panel>
      <Panel title={words.facts}>
        <Facts message={message} />
      </Panel>
      <ConfirmDialog
        isOpen={asking}
        title={words.resendTitle(message.message, recipient)}
        confirm={words.resendNow}
        cancel={words.cancel}
        isPending={resend.isPending}
        onConfirm={() => resend.mutate(message)}
        onCancel={() => setAsking(false)}
      >
        <p>{words.resendText}</p>
      </ConfirmDialog>
    </section>
  );
}

function Reason({ message }: { readonly message: OutboxMessage }) {
  const words = useWords(messagesWords);
  const errors = useWords(messageErrorWords);
  const { error } = message;
  switch (standingOf(message)) {
    case 'no-link':
      return <p>{words.noLinkText}</p>;
    case 'behind':
      return <p>{words.behindText}</p>;
    case 'leaving':
      return <p>{words.leavingText}</p>;
    default:
      if (error === null) return null;
      return (
        <>
          <p>{errors[error.code]}</p>
          {error.text === undefined ? null : (
            <p className="quiet">
              {error.code === 'UNREACHABLE' || error.code === 'NO_CREDENTIALS' ? words.seen : words.said}{' '}
              <span className="mono foreign">{error.text}</span>
            </p>
          )}
        </>
      );
  }
}

function Facts({ message }: { readonly message: OutboxMessage }) {
  const words = useWords(messagesWords);
  const { dateTime, integer } = useFormat();
  const at = (instant: string | null) => (instant === null ? words.never : dateTime(instant));
  return (
    <dl className="message-facts">
      <dt>{words.job}</dt>
      <dd className="mono foreign">{message.infraRef}</dd>
      <dt>{words.pm}</dt>
      <dd className="mono foreign">{message.pmRef ?? words.noPm}</dd>
      <dt>{words.written}</dt>
      <dd className="mono">{dateTime(message.writtenAt)}</dd>
      <dt>{words.attempts}</dt>
      <dd>{integer(message.attempts)}</dd>
      <dt>{words.firstTried}</dt>
      <dd className="mono">{at(message.firstTriedAt)}</dd>
      {message.state === 'waiting' ? (
        <>
          <dt>{words.nextTry}</dt>
          <dd className="mono">{at(message.nextTryAt)}</dd>
        </>
      ) : (
        <>
          <dt>{words.deadSince}</dt>
          <dd className="mono">{at(message.deadAt)}</dd>
        </>
      )}
      {message.resentAt === null ? null : (
        <>
          <dt>{words.resentAt}</dt>
          <dd className="mono">{at(message.resentAt)}</dd>
        </>
      )}
      <dt>{words.id}</dt>
      <dd className="mono">{message.id}</dd>
    </dl>
  );
}
