import { MAX_VALIDITY_DAYS } from '@shared/domain/pre-authorisation';
import { useFormat, useWords } from '../../i18n/language';
import { writeUtc } from '../../i18n/local-time';
import { Button } from '../../ui/Button';
import { useNow } from '../../ui/clock';
import { MomentField } from '../../ui/MomentField';
import { DAY_MS, type Draft, type DraftChange, type Gap } from './draft';
import { Field } from './Field';
import { grantWords } from './grant-words';

interface ValidityFieldsProps {
  readonly draft: Draft;
  readonly gaps: readonly Gap[];
  onChange(change: DraftChange): void;
}

const lengths = [1, 7, 30, MAX_VALIDITY_DAYS] as const;
const endGaps: readonly Gap[] = ['until', 'past', 'order', 'cap'];

/** From when to when, with the cap and the time left in sight. */
export function ValidityFields({ draft, gaps, onChange }: ValidityFieldsProps) {
  const words = useWords(grantWords);
  const format = useFormat();
  const { validFrom, validUntil } = draft;
  const lengthOf = (ms: number) => (ms % DAY_MS === 0 ? words.wholeDays(ms / DAY_MS) : format.spoken(ms / 1000));
  const atEnd = gaps.find((gap) => endGaps.includes(gap));
  const utc = (at: number | null) => (at === null ? undefined : writeUtc(at));
  return (
    <Field label={words.validity}>
      <div className="grant-moments">
        <MomentField
          label={words.from}
          value={validFrom}
          onChange={(at) => onChange({ change: 'set', values: { validFrom: at } })}
          hint={utc(validFrom)}
          error={gaps.includes('from') ? words.gaps.from : undefined}
        />
        <MomentField
          label={words.until}
          value={validUntil}
          onChange={(at) => onChange({ change: 'set', values: { validUntil: at } })}
          hint={utc(validUntil)}
          error={atEnd === undefined ? undefined : words.gaps[atEnd]}
        />
      </div>
      <div className="grant-lengths">
        {lengths.map((days) => (
          <Button
            key={days}
            size="small"
            isDisabled={validFrom === null}
            aria-label={words.last(days)}
            onPress={() => onChange({ change: 'last', days })}
          >
            {words.days(days)}
          </Button>
        ))}
      </div>
      {validFrom === null || validUntil === null || atEnd !== undefined ? null : (
        <p className="field-hint">
          {words.lasts(lengthOf(validUntil - validFrom))} <EndsIn at={validUntil} />
        </p>
      )}
    </Field>
  );
}

function EndsIn({ at }: { readonly at: number }) {
  const words = useWords(grantWords);
  const { spoken } = useFormat();
  const now = useNow();
  return <>{words.endsIn(spoken((at - now) / 1000))}</>;
}
