import { useState } from 'react';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { ConfirmDialog, Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/TextField';
import { useActs } from './acts';
import { queueWords } from './words';

/** An act that needs a word first. One at a time. */
export type Asking =
  | { readonly what: 'comment'; readonly ids: readonly string[] }
  | { readonly what: 'dismiss'; readonly ids: readonly string[] }
  | { readonly what: 'acknowledge-many'; readonly ids: readonly string[] };

/** More than this at once asks first. */
export const MANY = 50;

export interface ActDialogsProps {
  readonly asking: Asking | null;
  onClose(): void;
}

export function ActDialogs({ asking, onClose }: ActDialogsProps) {
  const words = useWords(queueWords);
  const act = useActs();
  if (asking === null) return null;
  const outageIds = [...asking.ids];
  const count = outageIds.length;
  switch (asking.what) {
    case 'acknowledge-many':
      return (
        <ConfirmDialog
          isOpen
          title={words.bulkTitle(count)}
          confirm={words.acknowledgeMarked(count)}
          cancel={words.cancel}
          onCancel={onClose}
          onConfirm={() => {
            act({ action: 'acknowledge', outageIds });
            onClose();
          }}
        >
          <p>{words.bulkText}</p>
        </ConfirmDialog>
      );
    case 'comment':
      return (
        <TextDialog
          title={words.commentTitle(count)}
          label={words.commentLabel}
          send={words.commentSend}
          least={1}
          most={1000}
          onClose={onClose}
          onSend={(text) => act({ action: 'comment', outageIds, text })}
        />
      );
    case 'dismiss':
      return (
        <TextDialog
          title={words.dismissTitle(count)}
          label={words.dismissLabel}
          hint={words.dismissHint}
          send={words.dismissSend}
          least={3}
          most={500}
          danger
          onClose={onClose}
          onSend={(reason) => act({ action: 'dismiss', outageIds, reason })}
        />
      );
  }
}

interface TextDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly send: string;
  readonly least: number;
  readonly most: number;
  readonly danger?: boolean;
  onSend(text: string): void;
  onClose(): void;
}

function TextDialog({ title, label, hint, send, least, most, danger, onSend, onClose }: TextDialogProps) {
  const words = useWords(queueWords);
  const [text, setText] = useState('');
  const ready = text.trim().length >= least;
  const submit = () => {
    if (!ready) return;
    onSend(text.trim());
    onClose();
  };
  return (
    <Dialog
      isOpen
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button look={danger ? 'danger' : 'primary'} isDisabled={!ready} onPress={submit}>
            {send}
          </Button>
        </>
      }
    >
      <TextField
        label={label}
        hint={hint}
        rows={3}
        value={text}
        onChange={setText}
        maxLength={most}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
    </Dialog>
  );
}
