import type { Verdict } from '@shared/domain/verdict';
import { en, type Formatter, fr } from '../../i18n/format';
import type { Language } from '../../i18n/language';
import { englishTypography, frenchTypography } from '../../i18n/typography';

/** Times are read aloud: to the minute. */
const minute = (at: string, format: Formatter) => format.time(at).slice(0, 5);

/** The hour alone would mislead about yesterday. */
function sinceWhen(since: string, now: number, format: Formatter, dated: (day: string, minute: string) => string) {
  const at = minute(since, format);
  return format.date(since) === format.date(now) ? at : dated(format.date(since), at);
}

/** An end that is already past helps nobody. */
function ahead({ expectedEnd }: Verdict, now: number): string | null {
  return expectedEnd !== undefined && Date.parse(expectedEnd) > now ? expectedEnd : null;
}

/**
 * A short text to read to the customer. It names no operator, promises no time, and says "we don't know" when the hub
 * does not (desk.md, The hotline verdict).
 * @param now milliseconds since 1970, by the hub's clock
 */
export function customerWords(verdict: Verdict, language: Language, now: number): string {
  return language === 'fr' ? frenchTypography(french(verdict, now)) : englishTypography(english(verdict, now));
}

/** What the words depend on: the cause that the hub found, not its detail. */
type Cause = 'job-open' | 'job-ended' | 'power' | 'network' | 'works' | 'up' | 'back' | 'other' | 'not-known';

function causeOf({ verdict, evidence }: Verdict): Cause {
  const has = (code: Verdict['evidence'][number]['code']) => evidence.some((each) => each.code === code);
  if (verdict === 'unknown') return 'not-known';
  if (verdict === 'yes') return has('cut-by-ended-job') ? 'job-ended' : 'job-open';
  if (has('restored')) return 'back';
  if (has('line-up')) return 'up';
  if (has('power-off')) return 'power';
  if (has('pon-failure')) return 'network';
  if (has('known-works')) return 'works';
  return 'other';
}

function french(verdict: Verdict, now: number): string {
  const { since } = verdict;
  const from = since === undefined ? '' : ` depuis ${sinceWhen(since, now, fr, (day, at) => `le ${day} à ${at}`)}`;
  const end = ahead(verdict, now);
  switch (causeOf(verdict)) {
    case 'job-open':
      return [
        `Votre ligne est coupée${from}, à cause d'une intervention en cours sur une ligne voisine.`,
        'Votre matériel n’est pas en cause : inutile de le débrancher.',
        frenchRepair(verdict.repairAllowed),
        ...(end === null
          ? []
          : [`Une intervention de ce type se termine d'habitude vers ${minute(end, fr)} ; c'est une estimation.`]),
      ].join(' ');
    case 'job-ended':
      return `Votre ligne est coupée${from}, à la suite d'une intervention sur une ligne voisine, terminée depuis. Votre matériel n'est pas en cause. Nous avons connaissance de la coupure et nous la suivons.`;
    case 'power':
      return `Votre ligne s'est arrêtée${from} par manque de courant. Pouvez-vous vérifier que votre box et son boîtier fibre sont bien alimentés ?`;
    case 'network':
      return `Votre ligne est coupée${from} par un incident de réseau qui touche aussi vos voisins. Votre matériel n'est pas en cause. Nos alarmes l'ont signalé.`;
    case 'works':
      return `Votre ligne est coupée${from} pendant des travaux annoncés sur le réseau. Votre matériel n'est pas en cause.`;
    case 'up':
      return 'Votre ligne fonctionne jusque chez vous. Vérifions ensemble votre box et vos branchements.';
    case 'back':
      return 'Votre ligne a été coupée, elle est rétablie. Redémarrez votre box si elle ne se reconnecte pas seule.';
    case 'other':
      return `Votre ligne est coupée${from}. Aucune intervention voisine n'en est la cause : nous allons chercher ailleurs.`;
    case 'not-known':
      return 'Nous ne pouvons pas dire pour le moment si une intervention voisine est en cause. Nous poursuivons les vérifications habituelles.';
  }
}

function frenchRepair(allowed: boolean | undefined): string {
  return allowed === true
    ? 'Le technicien sur place est autorisé à la rétablir.'
    : 'Nous avons connaissance de la coupure et nous la suivons.';
}

function english(verdict: Verdict, now: number): string {
  const { since } = verdict;
  const from = since === undefined ? '' : ` since ${sinceWhen(since, now, en, (day, at) => `${day} ${at}`)}`;
  const end = ahead(verdict, now);
  switch (causeOf(verdict)) {
    case 'job-open':
      return [
        `Your line is down${from} because of a job under way on a neighbour's line.`,
        'Your equipment is not at fault: there is no need to unplug it.',
        verdict.repairAllowed === true
          ? 'The technician on site is allowed to restore it.'
          : 'We know of the cut and are following it.',
        ...(end === null ? [] : [`A job of this kind usually ends around ${minute(end, en)}; this is an estimate.`]),
      ].join(' ');
    case 'job-ended':
      return `Your line is down${from} after a job on a neighbour's line, which has ended. Your equipment is not at fault. We know of the cut and are following it.`;
    case 'power':
      return `Your line stopped${from} for lack of power. Could you check that your router and its fibre box are plugged in?`;
    case 'network':
      return `Your line is down${from} because of a network incident that also affects your neighbours. Your equipment is not at fault. Our alarms have reported it.`;
    case 'works':
      return `Your line is down${from} during announced works on the network. Your equipment is not at fault.`;
    case 'up':
      return 'Your line works up to your home. Let us check your router and its plugs together.';
    case 'back':
      return 'Your line was cut and is back. Restart your router if it does not reconnect by itself.';
    case 'other':
      return `Your line is down${from}. No neighbour's job is the cause: we will look elsewhere.`;
    case 'not-known':
      return "We cannot say for now whether a neighbour's job is the cause. We carry on with the usual checks.";
  }
}
