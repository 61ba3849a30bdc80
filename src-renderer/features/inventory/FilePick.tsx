import { useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { useFormat, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { inventoryWords } from './words';

interface FilePickProps {
  readonly file: File | null;
  readonly isDisabled: boolean;
  onFile(file: File): void;
}

/** Where a file is dropped, or chosen. */
export function FilePick({ file, isDisabled, onFile }: FilePickProps) {
  const words = useWords(inventoryWords);
  const { bytes } = useFormat();
  const [over, setOver] = useState(false);
  const take = (given: File | undefined) => {
    if (given !== undefined && !isDisabled) onFile(given);
  };
  return (
    <DropZone
      aria-label={words.file}
      className={over ? 'drop drop-over' : 'drop'}
      onDropEnter={() => setOver(true)}
      onDropExit={() => setOver(false)}
      onDrop={({ items }) => {
        setOver(false);
        const item = items.find((one) => one.kind === 'file');
        if (item?.kind === 'file') void item.getFile().then(take);
      }}
    >
      {file === null ? (
        <p className="quiet">{words.drop}</p>
      ) : (
        <p>
          <span className="mono foreign">{file.name}</span> <span className="quiet">{bytes(file.size)}</span>
        </p>
      )}
      <FileTrigger onSelect={(files) => take(files?.[0])}>
        <Button isDisabled={isDisabled} {...(file === null ? { look: 'primary' as const } : {})}>
          {file === null ? words.choose : words.another}
        </Button>
      </FileTrigger>
    </DropZone>
  );
}
