import type { Verdict } from '@shared/domain/verdict';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useHub } from '../../desk/desk';
import { codeOf } from '../../desk/hub';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { useClock } from '../../ui/clock';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states';
import { TextField } from '../../ui/TextField';
import { History } from './History';
import './line-lookup.css';
import { useLookups } from './lookups';
import { ptoOf } from './pto';
import { VerdictView } from './VerdictView';
import { lineWords } from './words';

const REFRESH_MS = 10_000;

/** Hotline's screen: a customer's socket in, the verdict out (desk.md, The hotline verdict). */
export function LineLookup({ ptoRef }: { readonly ptoRef: string | null }) {
  const words = useWords(lineWords);
  const [text, setText] = useState(ptoRef ?? '');
  const [asked, setAsked] = useState(ptoRef === null ? null : ptoOf(ptoRef));
  const [invalid, setInvalid] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { lookups, add } = useLookups();
  const answer = useAnswer(asked);
  const { data, errorUpdatedAt } = answer;
  const clock = useClock();
  const missing = answer.isError && isMissing(answer.error);

  useEffect(() => {
    if (ptoRef === null) return;
    setText(ptoRef);
    setAsked(ptoOf(ptoRef));
  }, [ptoRef]);
  useEffect(() => {
    if (data !== undefined) add({ ptoRef: data.asked, at: data.at, answer: data.verdict.verdict });
  }, [data, add]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once an answer
  useEffect(() => {
    if (missing && asked !== null) add({ ptoRef: asked, at: clock.now(), answer: 'missing' });
  }, [missing, asked, errorUpdatedAt]);

  const find = () => {
    const ref = ptoOf(text);
    setInvalid(ref === null && text.trim() !== '');
    if (ref === null) return;
    setText(ref);
    if (ref === asked) void answer.refetch();
    else setAsked(ref);
    field.current?.select();
  };
  return (
    <div className="line">
      <main className="line-main">
        <h1>{words.title}</h1>
        <form
          className="line-form"
          onSubmit={(event) => {
            event.preventDefault();
            find();
          }}
        >
          <TextField
            label={words.field}
            hint={words.hint}
            error={invalid ? words.invalid : undefined}
            mono
            autoFocus
            autoComplete="off"
            spellCheck="false"
            placeholder={words.placeholder}
            inputRef={field}
            value={text}
            onChange={(value) => {
              setText(value);
              setInvalid(false);
            }}
          />
          <Button type="submit" look="primary">
            {words.find}
          </Button>
        </form>
        <Answer asked={asked} answer={answer} />
      </main>
      <History
        lookups={lookups}
        current={asked}
        onPick={(ref) => {
          setText(ref);
          setAsked(ref);
          setInvalid(false);
          field.current?.focus();
        }}
      />
    </div>
  );
}

interface Answered {
  readonly asked: string;
  readonly verdict: Verdict;
  /** Milliseconds, by the hub's clock. */
  readonly at: number;
}

/** The verdict, asked again every 10 s while it is on screen. Nothing of it is kept once it is left. */
function useAnswer(ptoRef: string | null) {
  const hub = useHub();
  const clock = useClock();
  return useQuery({
    queryKey: [hub.address, 'line-verdict', ptoRef],
    enabled: ptoRef !== null,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }: { state: { error: unknown } }) => (isMissing(state.error) ? false : REFRESH_MS),
    queryFn: async ({ signal }): Promise<Answered> => {
      const verdict = await hub.call('lineVerdict', { params: { ptoRef: ptoRef ?? '' }, signal });
      return { asked: ptoRef ?? '', verdict, at: clock.now() };
    },
  });
}

/** A foreign line and a missing one look the same, whatever the hub calls it (safety 5). */
function isMissing(error: unknown): boolean {
  const code = error === null ? null : codeOf(error);
  return code === 'NOT_FOUND' || code === 'FORBIDDEN';
}

interface AnswerProps {
  readonly asked: string | null;
  readonly answer: ReturnType<typeof useAnswer>;
}

function Answer({ asked, answer }: AnswerProps) {
  const words = useWords(lineWords);
  const problems = useWords(problemWords);
  const { time } = useFormat();
  const { data, error, isError } = answer;
  if (asked === null) return <EmptyState title={words.startTitle}>{words.startText}</EmptyState>;
  if (isMissing(error)) return <EmptyState title={words.missingTitle}>{words.missingText}</EmptyState>;
  if (data === undefined)
    return isError ? (
      <ErrorState
        title={words.failedTitle}
        actions={<Button onPress={() => void answer.refetch()}>{words.refresh}</Button>}
      >
        {problems[codeOf(error)]}
      </ErrorState>
    ) : (
      <LoadingState label={words.asking} />
    );
  return (
    <div className="line-answer">
      <div className="line-refresh">
        {isError ? (
          <p className="line-stuck" role="alert">
            ▲ {words.stuck(time(data.at))}
          </p>
        ) : (
          <p className="faint">{words.refreshed}</p>
        )}
        <Button size="small" isPending={answer.isFetching} onPress={() => void answer.refetch()}>
          {words.refresh}
        </Button>
      </div>
      <VerdictView verdict={data.verdict} at={data.at} />
    </div>
  );
}
