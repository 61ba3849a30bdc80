import type { Verdict } from '@shared/domain/verdict';
import { useState } from 'react';
import { type Language, languages, useLanguage, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { useClock } from '../../ui/clock';
import { Panel } from '../../ui/Panel';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { toast } from '../../ui/toast';
import { customerWords } from './customer-words';
import { lineWords } from './words';

/** What to read to the customer, in the customer's language rather than the screen's. */
export function CustomerText({ verdict }: { readonly verdict: Verdict }) {
  const words = useWords(lineWords);
  const screen = useLanguage();
  const clock = useClock();
  const [language, setLanguage] = useState<Language>(screen);
  const text = customerWords(verdict, language, clock.now());
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => toast(words.copied),
      () => toast(words.copyFailed, 'bad'),
    );
  return (
    <Panel
      title={words.tell}
      aside={
        <SegmentedControl<Language>
          label={words.language}
          options={languages.map((id) => ({ id, label: id === 'fr' ? words.inFrench : words.inEnglish }))}
          value={language}
          onChange={setLanguage}
        />
      }
    >
      <p className="customer-text" lang={language}>
        {text}
      </p>
      <div>
        <Button onPress={copy}>{words.copy}</Button>
      </div>
    </Panel>
  );
}
