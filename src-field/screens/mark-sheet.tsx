import { useState } from 'preact/hooks';
import type { FieldLine } from '../job/lines';
import { type Mark, type RestorationType, restorationTypes } from '../job/messages';
import { Choice, Sheet } from '../ui/parts';
import { words } from '../ui/words';

export interface MarkSheetProps {
  readonly line: FieldLine;
  readonly mark: Mark | undefined;
  /** He came to say that it does not work. */
  readonly cannot: boolean;
  readonly onClose: () => void;
  /** Null: there is nothing to note after all. */
  readonly onSave: (mark: Pick<Mark, 'type' | 'note'> | null) => void;
}

/** How a line was put back, or that it was not. */
export function MarkSheet({ line, mark, cannot, onClose, onSave }: MarkSheetProps) {
  const [type, setType] = useState<RestorationType>(mark?.type ?? (cannot ? 'NOT_RESTORED' : 'RESEAT_CONNECTOR'));
  const [note, setNote] = useState(mark?.note ?? '');
  return (
    <Sheet title={words.markTitle} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave({ type, note: note.trim() });
        }}
      >
        <Choice
          name="restoration"
          label={line.ptoRef}
          options={restorationTypes.map((one) => [one, words.types[one]] as const)}
          chosen={type}
          onChoose={setType}
        />
        <label class="field">
          <span>{words.note}</span>
          <textarea rows={2} maxLength={500} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <div class="acts">
          <button type="submit" class="primary">
            {words.save}
          </button>
          <button type="button" class="plain" onClick={onClose}>
            {words.cancel}
          </button>
          {mark && (
            <button type="button" class="plain" onClick={() => onSave(null)}>
              {words.erase}
            </button>
          )}
        </div>
      </form>
    </Sheet>
  );
}
