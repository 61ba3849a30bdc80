import type { IpePreview } from '@shared/contract/ipe';
import { useState } from 'react';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { ConfirmDialog } from '../../ui/Dialog';
import { inventoryWords } from './words';

interface ImportBarProps {
  readonly preview: IpePreview;
  onImport(close: boolean): void;
}

/** Writes what was previewed; PMs that would leave the inventory are asked for twice. */
export function ImportBar({ preview: { counts }, onImport }: ImportBarProps) {
  const words = useWords(inventoryWords);
  const [close, setClose] = useState(false);
  const [asking, setAsking] = useState(false);
  const written = counts.added + counts.moved + counts.renamed;
  const closing = close && counts.closed > 0;
  return (
    <div className="ipe-import">
      {counts.closed > 0 ? (
        <Checkbox isSelected={close} onChange={setClose}>
          {words.close(counts.closed)}
        </Checkbox>
      ) : null}
      <Button
        look="primary"
        isDisabled={written === 0 && !closing}
        onPress={() => (closing ? setAsking(true) : onImport(false))}
      >
        {words.import}
      </Button>
      <p className="quiet">{written === 0 && !closing ? words.nothing : words.importText(written)}</p>
      <ConfirmDialog
        isOpen={asking}
        title={words.confirmTitle(counts.closed)}
        confirm={words.confirm}
        cancel={words.cancel}
        danger
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onImport(true);
        }}
      >
        <p>{words.confirmText}</p>
      </ConfirmDialog>
    </div>
  );
}
