import type { TimelineEntry } from '@shared/contract/http';
import { en, fr } from '../../i18n/format';
import { defineWords } from '../../i18n/words';
import { restorations, restorationWords } from './restoration-words';

/** `name`: who spoke, in words, where the reader may know it. */
type Tell = (entry: TimelineEntry, name: string | null) => string;
type Tales = Readonly<Record<TimelineEntry['kind'], Tell>>;

const by = (name: string | null, word: string) => (name === null ? '' : ` ${word} ${name}`);
const quoted = (text: string | undefined, open: string, close: string) =>
  text === undefined || text === '' ? '' : `${open}${text}${close}`;

const frTales: Tales = {
  M1: (_, name) => `Début de l'intervention déclaré${by(name, 'par')} (M1)`,
  M2: (_, name) => `Début de l'intervention annoncé${by(name, 'par')} (M2)`,
  M3TX: (e, name) => `Test ${e.testNumber ?? ''} demandé${by(name, 'par')} (M3T${e.testNumber ?? 'X'})`,
  M4TX: (e, name) => `Test ${e.testNumber ?? ''} relayé${by(name, 'par')} (M4T${e.testNumber ?? 'X'})`,
  M5TX: (e, name) => `${frAnswer(e)} à l'OI${by(name, 'par')}${frResult(e)} (M5T${e.testNumber || ''})`,
  M6TX: (e, name) => `${frAnswer(e)} au donneur d'ordre${by(name, 'pour')}${frResult(e)} (M6T${e.testNumber || ''})`,
  M3: (_, name) => `Fin de travaux déclarée${by(name, 'par')} (M3)`,
  M4: (_, name) => `Fin de travaux annoncée${by(name, 'par')} (M4)`,
  CR: (e, name) =>
    `Compte rendu envoyé${by(name, 'par')}${quoted(restorations(e.text, restorationWords.fr), ' : ', '')}`,
  abandoned: () => "Intervention abandonnée : personne n'en a déclaré la fin",
  photo: (e) => (e.count === undefined ? 'Photo des lignes au départ' : `Photo au départ : ${frAlready(e.count)}`),
  'lines-lost': (e, name) => frLines(e, name, 'perdue'),
  'lines-back': (e, name) => frLines(e, name, 'revenue'),
  'outage-opened': (e, name) => `Coupure ouverte : ${frLines(e, name, 'coupée')}`,
  'new-victims': (e, name) => `${frLines(e, name, 'coupée')} de plus : alarme relancée`,
  'outage-closed': (_, name) => `Coupure close${name === null ? '' : ` (${name})`}`,
  acknowledged: (e) => `Acquittée${by(e.actor ?? null, 'par')}`,
  commented: (e) => `Commentaire${by(e.actor ?? null, 'de')}${quoted(e.text, ' : « ', ' »')}`,
  dismissed: (e) => `Écartée${by(e.actor ?? null, 'par')}${quoted(e.text, ' : « ', ' »')}`,
  granted: (e) => `Pré-autorisation accordée${by(e.actor ?? null, 'par')}${quoted(e.text, ' : ', '')}`,
  revoked: (e) => `Pré-autorisation révoquée${by(e.actor ?? null, 'par')}${quoted(e.text, ' : ', '')}`,
};

/** How many lines, whose, and what befell them: several operators' lines may be cut by one job. */
function frLines({ count = 1 }: TimelineEntry, name: string | null, fate: string): string {
  const whose = name === null ? '' : ` ${name}`;
  return `${fr.count(count, 'ligne', 'lignes')}${whose} ${fate}${count < 2 ? '' : 's'}`;
}

/** The closing test has no number on the wire; timelines write 0 for it. */
const CLOSING = 0;

const frAnswer = (e: TimelineEntry) =>
  e.testNumber === undefined
    ? 'Réponse envoyée'
    : e.testNumber === CLOSING
      ? 'Réponse au test de clôture envoyée'
      : `Réponse au test ${e.testNumber} envoyée`;
const frAlready = (n: number) =>
  n === 0 ? 'aucune ligne coupée' : fr.count(n, 'ligne déjà coupée', 'lignes déjà coupées');
function frResult(e: TimelineEntry): string {
  if (e.count === 0) return ' : aucune ligne coupée';
  const parts = [
    e.count === undefined ? null : fr.count(e.count, 'ligne coupée', 'lignes coupées'),
    e.repairAllowed === undefined ? null : e.repairAllowed ? 'réparation autorisée' : 'réparation refusée',
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` : ${parts.join(', ')}`;
}

const enTales: Tales = {
  M1: (_, name) => `Start of the job declared${by(name, 'by')} (M1)`,
  M2: (_, name) => `Start of the job announced${by(name, 'by')} (M2)`,
  M3TX: (e, name) => `Test ${e.testNumber ?? ''} requested${by(name, 'by')} (M3T${e.testNumber ?? 'X'})`,
  M4TX: (e, name) => `Test ${e.testNumber ?? ''} relayed${by(name, 'by')} (M4T${e.testNumber ?? 'X'})`,
  M5TX: (e, name) =>
    `${enAnswer(e)} to the infrastructure operator${by(name, 'by')}${enResult(e)} (M5T${e.testNumber || ''})`,
  M6TX: (e, name) =>
    `${enAnswer(e)} to the ordering operator${by(name, 'for')}${enResult(e)} (M6T${e.testNumber || ''})`,
  M3: (_, name) => `End of work declared${by(name, 'by')} (M3)`,
  M4: (_, name) => `End of work announced${by(name, 'by')} (M4)`,
  CR: (e, name) => `Report sent${by(name, 'by')}${quoted(restorations(e.text, restorationWords.en), ': ', '')}`,
  abandoned: () => 'Job given up: nobody declared its end',
  photo: (e) =>
    e.count === undefined ? 'Photo of the lines at the start' : `Photo at the start: ${enAlready(e.count)}`,
  'lines-lost': (e, name) => `${enLines(e, name)} lost`,
  'lines-back': (e, name) => `${enLines(e, name)} back`,
  'outage-opened': (e, name) => `Outage opened: ${enLines(e, name)} down`,
  'new-victims': (e, name) => `${enLines(e, name)} more down: alarm raised again`,
  'outage-closed': (_, name) => `Outage closed${name === null ? '' : ` (${name})`}`,
  acknowledged: (e) => `Acknowledged${by(e.actor ?? null, 'by')}`,
  commented: (e) => `Comment${by(e.actor ?? null, 'by')}${quoted(e.text, ': “', '”')}`,
  dismissed: (e) => `Dismissed${by(e.actor ?? null, 'by')}${quoted(e.text, ': “', '”')}`,
  granted: (e) => `Pre-authorisation granted${by(e.actor ?? null, 'by')}${quoted(e.text, ': ', '')}`,
  revoked: (e) => `Pre-authorisation revoked${by(e.actor ?? null, 'by')}${quoted(e.text, ': ', '')}`,
};

function enLines({ count = 1 }: TimelineEntry, name: string | null): string {
  const whose = name === null ? '' : `${name} `;
  return en.count(count, `${whose}line`, `${whose}lines`);
}
const enAnswer = (e: TimelineEntry) =>
  e.testNumber === undefined
    ? 'Answer sent'
    : e.testNumber === CLOSING
      ? 'Answer to the closing test sent'
      : `Answer to test ${e.testNumber} sent`;
const enAlready = (n: number) => (n === 0 ? 'no line down' : `${en.count(n, 'line', 'lines')} already down`);
function enResult(e: TimelineEntry): string {
  if (e.count === 0) return ': no line down';
  const parts = [
    e.count === undefined ? null : `${en.count(e.count, 'line', 'lines')} down`,
    e.repairAllowed === undefined ? null : e.repairAllowed ? 'repair allowed' : 'repair refused',
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

/** One sentence for each kind of timeline entry: who did what. */
export const timelineWords = defineWords({ fr: { ...frTales }, en: { ...enTales } });
