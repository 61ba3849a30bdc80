import { type ReportKind, reportKinds } from '@shared/contract/http';
import { useState } from 'react';
import { useHub } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { useNow } from '../../ui/clock';
import { MomentField } from '../../ui/MomentField';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { Select } from '../../ui/Select';
import { ExportResult } from './ExportResult';
import { isoSpan, type Period, presets, spanOf } from './period';
import './reports.css';
import { useExport } from './use-export';
import { reportWords } from './words';

type Format = 'csv' | 'json';

/** Exports with exact counts (safety 17): what, in which format, over which period. */
export function Reports() {
  const words = useWords(reportWords);
  const hub = useHub();
  const now = useNow();
  const { run, start, cancel } = useExport();
  const [kind, setKind] = useState<ReportKind>('interventions');
  const [format, setFormat] = useState<Format>('csv');
  const [period, setPeriod] = useState<Period>({ preset: 'day', from: null, to: null });
  const span = spanOf(period, now);
  const running = run.state === 'running';
  return (
    <main className="reports">
      <div className="reports-form">
        <h1>{words.title}</h1>
        <p className="quiet">{words.intro}</p>
        <Select<ReportKind>
          label={words.kind}
          options={reportKinds.map((id) => ({ id, label: words.kinds[id] }))}
          value={kind}
          onChange={setKind}
          isDisabled={running}
        />
        <p className="field-hint">{words.about[kind]}</p>
        <div className="field">
          <span className="field-label">{words.format}</span>
          <div>
            <SegmentedControl<Format>
              label={words.format}
              options={[
                { id: 'csv', label: 'CSV' },
                { id: 'json', label: 'JSON' },
              ]}
              value={format}
              onChange={setFormat}
              isDisabled={running}
            />
          </div>
        </div>
        <PeriodFields period={period} now={now} isDisabled={running} onPeriod={setPeriod} />
        <div>
          <Button
            look="primary"
            isDisabled={span === null || running}
            onPress={() => {
              if (span !== null) start({ hub: hub.address, kind, format, ...isoSpan(span) });
            }}
          >
            {words.run}
          </Button>
        </div>
        <ExportResult run={run} cancel={cancel} />
      </div>
    </main>
  );
}

interface PeriodFieldsProps {
  readonly period: Period;
  readonly now: number;
  readonly isDisabled: boolean;
  onPeriod(period: Period): void;
}

function PeriodFields({ period, now, isDisabled, onPeriod }: PeriodFieldsProps) {
  const words = useWords(reportWords);
  const span = spanOf(period, now);
  const { preset, from, to } = period;
  const unordered = from !== null && to !== null && span === null;
  return (
    <div className="field">
      <span className="field-label">{words.period}</span>
      <div>
        <SegmentedControl
          label={words.period}
          options={presets.map((id) => ({ id, label: words.presets[id] }))}
          value={preset}
          isDisabled={isDisabled}
          onChange={(next) =>
            onPeriod(
              next === 'custom'
                ? { preset: next, from: floor(span?.from), to: floor(span?.to) }
                : { ...period, preset: next },
            )
          }
        />
      </div>
      {preset === 'custom' ? (
        <div className="reports-moments">
          <MomentField
            label={words.from}
            value={from}
            onChange={(at) => onPeriod({ ...period, from: at })}
            error={from === null ? words.notMoment : undefined}
          />
          <MomentField
            label={words.to}
            value={to}
            onChange={(at) => onPeriod({ ...period, to: at })}
            error={to === null ? words.notMoment : unordered ? words.notOrder : undefined}
          />
        </div>
      ) : null}
      {span === null ? null : <SpanTable from={span.from} to={span.to} />}
    </div>
  );
}

/** A field takes whole minutes. */
const floor = (at: number | undefined) => (at === undefined ? null : at - (at % 60_000));

/** The same two moments in local time and in UTC: mistaking one for the other is the classic error (desk.md). */
function SpanTable({ from, to }: { readonly from: number; readonly to: number }) {
  const words = useWords(reportWords);
  const { dateTime } = useFormat();
  return (
    <table className="table reports-span">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.from}</th>
          <th scope="col">{words.to}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words.local}</th>
          <td className="mono">{dateTime(from)}</td>
          <td className="mono">{dateTime(to)}</td>
        </tr>
        <tr>
          <th scope="row">{words.utc}</th>
          <td className="mono">{utc(from)}</td>
          <td className="mono">{utc(to)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** ISO 8601, as it travels, without parts of a second. */
const utc = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`;
