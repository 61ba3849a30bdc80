import { useEffect, useState } from 'react';
import { useLive } from '../../desk/desk';
import type { MapHit } from '../../live/live';
import { ComboBox } from '../../ui/ComboBox';

interface PmSearchProps {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly placeholder: string;
  /** What the list says when no PM matches. */
  readonly empty: string;
  readonly error?: string | undefined;
  /** What stands in the field after a choice: the PM, or nothing where PMs are gathered one by one. */
  readonly keep: boolean;
  onPick(pmRef: string): void;
}

const MOST = 20;

/** Finds one PM by reference or commune, in what this desk knows. */
export function PmSearch({ keep, onPick, ...field }: PmSearchProps) {
  const live = useLive();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<string | null>(null);
  const [hits, setHits] = useState<readonly MapHit[]>([]);
  useEffect(() => {
    let here = true;
    if (text.trim() === '') setHits([]);
    else void live.search(text, MOST).then((found) => here && setHits(found));
    return () => {
      here = false;
    };
  }, [live, text]);
  return (
    <ComboBox
      {...field}
      options={hits.map(({ pmRef, commune }) => ({ id: pmRef, label: pmRef, note: commune }))}
      value={picked}
      input={text}
      onInput={(typed) => {
        setText(typed);
        setPicked(null);
      }}
      // Text and choice change at once: were the text to change alone, the list would open again.
      onChange={(pmRef) => {
        if (pmRef === null) return;
        setPicked(pmRef);
        setText(keep ? pmRef : '');
        onPick(pmRef);
      }}
    />
  );
}
