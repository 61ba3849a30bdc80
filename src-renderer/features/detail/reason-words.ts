import type { Reason } from '@shared/domain/outage';
import { en, fr } from '../../i18n/format';
import { defineWords } from '../../i18n/words';

type Say = (count: number | undefined) => string;
type Reasons = Readonly<Record<Reason['code'], Say>>;

const some =
  (one: string, many: string, none: string, count: (n: number, one: string, many: string) => string): Say =>
  (n) =>
    n === undefined ? none : count(n, one, many);

const frReasons: Reasons = {
  'loss-without-gasp': some(
    'perte de signal sans coupure de courant',
    'pertes de signal sans coupure de courant',
    'signal perdu sans coupure de courant',
    fr.count,
  ),
  'dying-gasp': some('alimentation coupée', 'alimentations coupées', 'alimentation coupée juste avant', fr.count),
  'whole-pon': () => "tout l'arbre PON est tombé d'un coup",
  'module-burst': some(
    'ligne du même module en quelques secondes',
    'lignes du même module en quelques secondes',
    'même module, en quelques secondes',
    fr.count,
  ),
  'cable-burst': some(
    'ligne du même câble en quelques secondes',
    'lignes du même câble en quelques secondes',
    'même câble, en quelques secondes',
    fr.count,
  ),
  'near-the-job': () => "pendant l'intervention, à ce PM",
  'far-from-the-job': () => "loin de l'endroit ou du moment de l'intervention",
  'several-operators': some(
    'opérateur touché',
    'opérateurs touchés ensemble',
    'plusieurs opérateurs touchés ensemble',
    fr.count,
  ),
  flapping: some('coupure brève : ligne instable', 'coupures brèves : ligne instable', 'ligne instable', fr.count),
  'only-job-at-pm': () => 'seule intervention ouverte à ce PM',
  'several-jobs-at-pm': some(
    'intervention ouverte à ce PM',
    'interventions ouvertes à ce PM',
    'plusieurs interventions ouvertes à ce PM',
    fr.count,
  ),
  'known-works': () => 'travaux annoncés sur ce PM',
  'after-the-end': () => "après la fin de l'intervention",
  'back-unasked': () => "revenue d'elle-même, avant toute demande de test",
  'box-was-on': () => 'box restée allumée pendant la coupure',
  'box-just-started': () => 'box rallumée au retour du signal',
  'neighbours-intact': some(
    'ligne voisine du même arbre PON intacte',
    'lignes voisines du même arbre PON intactes',
    'lignes voisines du même arbre PON intactes',
    fr.count,
  ),
};

const enReasons: Reasons = {
  'loss-without-gasp': some(
    'signal loss without power cut',
    'signal losses without power cut',
    'signal lost without power cut',
    en.count,
  ),
  'dying-gasp': some('power cut', 'power cuts', 'power went just before', en.count),
  'whole-pon': () => 'the whole PON tree fell at once',
  'module-burst': some(
    'line of the same module within seconds',
    'lines of the same module within seconds',
    'same module, within seconds',
    en.count,
  ),
  'cable-burst': some(
    'line of the same cable within seconds',
    'lines of the same cable within seconds',
    'same cable, within seconds',
    en.count,
  ),
  'near-the-job': () => 'during the job, at this PM',
  'far-from-the-job': () => 'far from the place or time of the job',
  'several-operators': some('operator hit', 'operators hit together', 'several operators hit together', en.count),
  flapping: some('short cut: unstable line', 'short cuts: unstable line', 'unstable line', en.count),
  'only-job-at-pm': () => 'only job open at this PM',
  'several-jobs-at-pm': some('job open at this PM', 'jobs open at this PM', 'several jobs open at this PM', en.count),
  'known-works': () => 'works announced on this PM',
  'after-the-end': () => 'after the end of the job',
  'back-unasked': () => 'back by itself, before any test',
  'box-was-on': () => 'box stayed on during the cut',
  'box-just-started': () => 'box started as the light came back',
  'neighbours-intact': some(
    'neighbouring line of the same PON tree intact',
    'neighbouring lines of the same PON tree intact',
    'neighbouring lines of the same PON tree intact',
    en.count,
  ),
};

/** Reasons of an attribution, each a clause of one sentence. */
export const reasonWords = defineWords({ fr: { ...frReasons }, en: { ...enReasons } });
