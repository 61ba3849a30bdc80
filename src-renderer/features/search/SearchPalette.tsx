import { useEffect, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useLive } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import type { MapHit } from '../../live/live';
import { Search } from '../../ui/icons';
import { SeverityMark } from '../../ui/marks';
import '../../ui/overlay.css';
import { looksLikeSocket, matching, type PaletteAction, worstOf } from './found';
import './search.css';
import { searchWords } from './words';

const MOST = 12;

export interface SearchPaletteProps {
  readonly actions: readonly PaletteAction[];
  onClose(): void;
  /** A PM was chosen, with the outage that weighs most there if any. */
  onPm(pmRef: string, outageId: string | null): void;
  /** A socket reference was typed; null: not for this role. */
  readonly onLine: ((ptoRef: string) => void) | null;
}

/** Ctrl K: finds PMs, communes and outages in what is live, and runs actions. Mounted while open. */
export function SearchPalette({ actions, onClose, onPm, onLine }: SearchPaletteProps) {
  const words = useWords(searchWords);
  const [text, setText] = useState('');
  const hits = useHits(text);
  const shown = matching(actions, text);
  const socket = onLine !== null && looksLikeSocket(text) ? text.trim().toUpperCase() : null;
  const run = (key: string) => {
    onClose();
    const action = shown.find(({ id }) => `action ${id}` === key);
    const hit = hits.find(({ pmRef }) => `pm ${pmRef}` === key);
    if (action !== undefined) action.run();
    else if (hit !== undefined) onPm(hit.pmRef, worstOf(hit)?.id ?? null);
    else if (socket !== null) onLine?.(socket);
  };
  return (
    <ModalOverlay className="scrim" isDismissable isOpen onOpenChange={(open) => open || onClose()}>
      <Modal className="modal modal-wide">
        <Dialog className="palette" aria-label={words.title}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            {/* Esc closes at once; the field would first take it to clear itself. */}
            <SearchField
              className="palette-field"
              aria-label={words.title}
              autoFocus
              onKeyDown={(event) => {
                if (event.key === 'Escape') onClose();
                else event.continuePropagation();
              }}
            >
              <Search size={16} aria-hidden />
              <Input className="palette-input" placeholder={words.placeholder} maxLength={100} />
            </SearchField>
            <ListBox
              className="options palette-list"
              aria-label={words.results}
              selectionMode="none"
              onAction={(key) => run(String(key))}
              renderEmptyState={() => <p className="options-empty">{text === '' ? words.start : words.none}</p>}
            >
              {socket === null ? null : (
                <ListBoxItem id="line" className="option" textValue={socket}>
                  {words.lineLookup(socket)}
                </ListBoxItem>
              )}
              {hits.map((hit) => (
                <ListBoxItem key={hit.pmRef} id={`pm ${hit.pmRef}`} className="option" textValue={hit.pmRef}>
                  <Hit hit={hit} />
                </ListBoxItem>
              ))}
              {shown.map((action) => (
                <ListBoxItem key={action.id} id={`action ${action.id}`} className="option" textValue={action.label}>
                  <span className="palette-mark" aria-hidden>
                    ›
                  </span>
                  {action.label}
                </ListBoxItem>
              ))}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Hit({ hit }: { readonly hit: MapHit }) {
  const words = useWords(searchWords);
  const { severity } = useWords(terms);
  const worst = worstOf(hit);
  const facts = [
    hit.outages.length > 0 ? words.outages(hit.outages.length) : null,
    hit.openInterventions > 0 ? words.interventions(hit.openInterventions) : null,
    words.lines(hit.lineCount),
  ].filter((fact) => fact !== null);
  return (
    <>
      <span className="palette-mark">
        {worst === null ? null : <SeverityMark severity={worst.severity} size={16} label={severity[worst.severity]} />}
      </span>
      <span className="mono foreign">{hit.pmRef}</span>
      <span className="foreign">{hit.commune}</span>
      <span className="palette-facts faint">{facts.join(' · ')}</span>
    </>
  );
}

/** Asks the worker as one types; a late answer to an earlier text is dropped. */
function useHits(text: string): readonly MapHit[] {
  const live = useLive();
  const [hits, setHits] = useState<readonly MapHit[]>([]);
  useEffect(() => {
    if (text.trim() === '') {
      setHits([]);
      return;
    }
    let here = true;
    void live.search(text, MOST).then((found) => {
      if (here) setHits(found);
    });
    return () => {
      here = false;
    };
  }, [live, text]);
  return hits;
}
