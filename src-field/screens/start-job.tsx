import type { FieldPm } from '@shared/contract/http';
import type { Intervention } from '@shared/domain/intervention';
import { useEffect, useState } from 'preact/hooks';
import { nameOf } from '../desk/state';
import { type Nature, natures } from '../job/messages';
import { Choice, TextField, TroubleBox } from '../ui/parts';
import { minuteOf, words } from '../ui/words';
import type { ScreenProps } from './page';

/** What kind of job, at the PM that was chosen; or one that is open there already. */
export function StartJob({ desk, acts, pm }: ScreenProps & { readonly pm: FieldPm }) {
  const [nature, setNature] = useState<Nature | null>(null);
  const [technicalPmRef, setTechnicalPm] = useState(pm.technicalPmRefs[0] ?? pm.pmRef);
  const [ptoRef, setPto] = useState('');
  const [orderingRef, setOrder] = useState('');
  const [open, setOpen] = useState<readonly Intervention[]>([]);
  useEffect(() => {
    void acts.openAt(pm).then(setOpen);
  }, [acts, pm]);
  const busy = desk.busy === 'start';
  const usual: Nature[] = natures.filter((one) => one !== '5' || pm.infraOperatorCode === desk.session?.operatorCode);
  return (
    <form
      class="screen"
      onSubmit={(event) => {
        event.preventDefault();
        if (nature !== null) void acts.start({ pm, technicalPmRef, nature, ptoRef, orderingRef });
      }}
    >
      <header class="top">
        <h1>
          PM <span class="mono">{pm.pmRef}</span>
        </h1>
        <p>
          {pm.commune} · {nameOf(desk, pm.infraOperatorCode)}
        </p>
      </header>
      <main>
        <TroubleBox trouble={desk.trouble} />
        {open.length > 0 && (
          <section class="card">
            <h2>{words.openHere}</h2>
            <ul class="open-jobs">
              {open.map((job) => (
                <li key={job.infraRef}>
                  <span>
                    {words.natures[job.nature as Nature] ?? job.nature}, {words.begunAt(minuteOf(job.startedAt))}
                    <small class="mono">{job.orderingRef}</small>
                  </span>
                  <button type="button" class="plain" onClick={() => acts.resume(pm, job)}>
                    {words.resume}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Choice
          name="nature"
          label={words.nature}
          options={usual.map((one) => [one, words.natures[one]] as const)}
          chosen={nature}
          onChoose={setNature}
        />
        {pm.technicalPmRefs.length > 1 && (
          <Choice
            name="technical-pm"
            label={words.technicalPm}
            options={pm.technicalPmRefs.map((one) => [one, one] as const)}
            chosen={technicalPmRef}
            onChoose={setTechnicalPm}
          />
        )}
        <TextField label={words.pto} value={ptoRef} onInput={setPto} maxLength={50} />
        <TextField label={words.order} value={orderingRef} onInput={setOrder} maxLength={50} />
        <p class="quiet">{words.startLead}</p>
      </main>
      <footer class="bar">
        <button type="button" class="plain" onClick={() => acts.choose(null)}>
          {words.change}
        </button>
        <button type="submit" class="primary" disabled={busy || nature === null}>
          {busy ? words.starting : words.start}
        </button>
      </footer>
    </form>
  );
}
