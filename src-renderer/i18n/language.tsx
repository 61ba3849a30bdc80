import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { type Formatter, formatters } from './format';
import type { Words } from './words';

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

const LanguageContext = createContext<Language>('fr');

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <I18nProvider locale={language === 'fr' ? 'fr-FR' : 'en-GB'}>
      <LanguageContext value={language}>{children}</LanguageContext>
    </I18nProvider>
  );
}

/** The language of the screen. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** A feature's words in the language of the screen. */
export function useWords<T>(words: Words<T>): T {
  return words[useLanguage()];
}

/** Numbers, times, durations and lists in the language of the screen. */
export function useFormat(): Formatter {
  return formatters[useLanguage()];
}
