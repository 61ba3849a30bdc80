import { useSession } from '../../desk/desk';
import { useOperators } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { EmptyState, ErrorState } from '../../ui/states';
import { Changes } from './Changes';
import { FilePick } from './FilePick';
import { FormatFields } from './FormatFields';
import { ImportBar } from './ImportBar';
import './inventory.css';
import { Problems } from './Problems';
import { type Ipe, useIpe } from './use-ipe';
import { inventoryWords } from './words';

/** An IPE file as a person meets it: what it is, what it would change, what is wrong with it; then all of it, or nothing. */
export function Inventory() {
  const words = useWords(inventoryWords);
  const { operatorCode } = useSession();
  const own = useOperators().find(({ code }) => code === operatorCode);
  const ipe = useIpe();
  const { run } = ipe;
  if (own !== undefined && !own.roles.includes('OI'))
    return (
      <main className="ipe-none">
        <EmptyState title={words.notInfraTitle}>{words.notInfraText}</EmptyState>
      </main>
    );
  const busy = run.at === 'sending';
  return (
    <div className="ipe">
      <aside className="ipe-form" aria-label={words.file}>
        <h1>{words.title}</h1>
        <p className="quiet">{words.intro}</p>
        <FilePick file={ipe.file} isDisabled={busy} onFile={ipe.choose} />
        {ipe.file === null ? null : (
          <FormatFields format={ipe.format} found={ipe.found} isDisabled={busy} onFormat={ipe.setFormat} />
        )}
      </aside>
      <main className="ipe-main">
        <Outcome ipe={ipe} />
      </main>
    </div>
  );
}

function Outcome({ ipe }: { readonly ipe: Ipe }) {
  const words = useWords(inventoryWords);
  const problems = useWords(problemWords);
  const { file, run } = ipe;
  switch (run.at) {
    case 'nothing':
      return <EmptyState title={words.waitTitle}>{words.waitText}</EmptyState>;
    case 'sending':
      return <Sending what={run.what} sent={run.sent} total={file?.size ?? 0} onCancel={ipe.cancel} />;
    case 'failed':
      return (
        <ErrorState title={words.failedTitle} actions={<Button onPress={ipe.retry}>{words.tryAgain}</Button>}>
          {problems[run.code]}
        </ErrorState>
      );
    case 'previewed': {
      const { preview } = run;
      if (preview.problems.total > 0) return <Problems problems={preview.problems} />;
      return (
        <>
          <Changes preview={preview} />
          <ImportBar preview={preview} onImport={ipe.import} />
        </>
      );
    }
    case 'imported':
      return (
        <div className="ipe-done" role="status">
          <h2>
            <span aria-hidden>✓ </span>
            {words.doneTitle(run.result.accepted)}
          </h2>
          <p className="quiet">{words.done(run.result.received, run.result.closed ?? 0)}</p>
        </div>
      );
  }
}

interface SendingProps {
  readonly what: 'preview' | 'import';
  readonly sent: number;
  readonly total: number;
  onCancel(): void;
}

/** The hub reads as it is sent: what has left has been read, but for a little. */
function Sending({ what, sent, total, onCancel }: SendingProps) {
  const words = useWords(inventoryWords);
  const { bytes } = useFormat();
  const whole = sent >= total;
  const last = what === 'preview' ? words.comparing : words.writing;
  return (
    <div className="ipe-sending">
      <ProgressBar
        label={what === 'preview' ? words.previewing : words.importing}
        fraction={whole ? null : sent / total}
        valueText={whole ? last : words.sentOf(bytes(sent), bytes(total))}
      />
      <Button onPress={onCancel}>{words.cancel}</Button>
    </div>
  );
}
