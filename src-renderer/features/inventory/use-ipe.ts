import type { IngestResult } from '@shared/contract/http';
import type { IpeFormat, IpePreview } from '@shared/contract/ipe';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useHub } from '../../desk/desk';
import { codeOf, type HubErrorCode } from '../../desk/hub';

/** One file, from its choice to its end. */
export type IpeRun =
  | { readonly at: 'nothing' }
  | { readonly at: 'sending'; readonly what: 'preview' | 'import'; readonly sent: number }
  | { readonly at: 'previewed'; readonly preview: IpePreview }
  | { readonly at: 'failed'; readonly code: HubErrorCode }
  | { readonly at: 'imported'; readonly result: IngestResult };

export interface Ipe {
  readonly file: File | null;
  readonly format: IpeFormat;
  /** As the hub last read this file; null while it has not. */
  readonly found: IpePreview['format'] | null;
  readonly run: IpeRun;
  choose(file: File): void;
  /** Reads the file again, as it is said to be written. */
  setFormat(format: IpeFormat): void;
  import(close: boolean): void;
  retry(): void;
  cancel(): void;
}

export function useIpe(): Ipe {
  const hub = useHub();
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState<IpeFormat>({});
  const [found, setFound] = useState<IpePreview['format'] | null>(null);
  const [run, setRun] = useState<IpeRun>({ at: 'nothing' });
  const sending = useRef<AbortController | null>(null);
  useEffect(() => () => sending.current?.abort(), []);

  /** What was under way is given up: only the newest one speaks. */
  const start = useCallback(
    (what: 'preview' | 'import', send: (signal: AbortSignal, onSent: (sent: number) => void) => Promise<IpeRun>) => {
      sending.current?.abort();
      const own = new AbortController();
      sending.current = own;
      const say = (next: IpeRun) => {
        if (own.signal.aborted) return;
        setRun(next);
        if (next.at === 'previewed') setFound(next.preview.format);
      };
      say({ at: 'sending', what, sent: 0 });
      send(own.signal, (sent) => say({ at: 'sending', what, sent })).then(say, (error: unknown) =>
        say({ at: 'failed', code: codeOf(error) }),
      );
    },
    [],
  );
  const preview = useCallback(
    (chosen: File, as: IpeFormat) =>
      start('preview', async (signal, onSent) => ({
        at: 'previewed',
        preview: await hub.upload('previewIpe', chosen, { query: as, signal, onSent }),
      })),
    [hub, start],
  );

  return {
    file,
    format,
    found,
    run,
    choose: (chosen) => {
      setFile(chosen);
      setFormat({});
      setFound(null);
      preview(chosen, {});
    },
    setFormat: (next) => {
      setFormat(next);
      if (file !== null) preview(file, next);
    },
    import: (close) => {
      if (file === null) return;
      const query = { ...format, close: close ? ('true' as const) : ('false' as const) };
      start('import', async (signal, onSent) => ({
        at: 'imported',
        result: await hub.upload('importIpe', file, { query, signal, onSent }),
      }));
    },
    retry: () => {
      if (file !== null) preview(file, format);
    },
    cancel: () => {
      sending.current?.abort();
      setFile(null);
      setRun({ at: 'nothing' });
    },
  };
}
