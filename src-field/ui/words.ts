import { en } from './en';
import { fr, type Words } from './fr';

/** French first; English where the browser asks for another language. */
export const isFrench = /^fr\b/i.test(navigator.language);
export const words: Words = isFrench ? fr : en;

const locale = isFrench ? 'fr-FR' : 'en-GB';
const precise = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const short = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });

/** 12:43:20 */
export const timeOf = (at: string | number): string => precise.format(new Date(at));
/** 12:43 */
export const minuteOf = (at: string | number): string => short.format(new Date(at));
