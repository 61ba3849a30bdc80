import { theDepartment } from '../departments';
import type { NatureFamily } from '../nature';
import type { ConsentDecision } from '../outage';
import type { GrantNature, GrantScope, InfraReservation, PreAuthorisation } from '../pre-authorisation';
import type { ConsentRequest } from './decide';
import type { Miss } from './grant-check';

/** `ConsentDecision.why`: the rule that decided, in one plain French sentence naming the grant by its label. */
type Why = ConsentDecision['why'];

const grantNatures: Readonly<Record<GrantNature, string>> = {
  connection: 'le raccordement',
  repair: 'le SAV',
};

const jobNatures: Readonly<Record<NatureFamily, string>> = {
  connection: 'un raccordement',
  repair: 'un SAV',
  unknown: 'de nature inconnue',
};

export function whyAllowed(grant: PreAuthorisation): Why {
  return `${grant.label} autorise la réparation jusqu’au ${frenchInstant(grant.validUntil)}.`;
}

export function whyDenied(rule: Miss | 'no-grant', grant: PreAuthorisation | undefined, request: ConsentRequest): Why {
  if (rule === 'no-grant' || grant === undefined) {
    return `${request.impactedOperatorCode} n’a donné aucune pré-autorisation.`;
  }
  switch (rule) {
    case 'other-operator':
      // Whom it holds for is its grantor's business: the ordering operator reads this sentence too.
      return `${grant.label} ne vaut pas pour les interventions commandées par ${request.orderingOperatorCode}.`;
    case 'out-of-scope':
      return `${grant.label} couvre ${place(grant.scope)} ; le PM ${request.pmRef} n’en fait pas partie.`;
    case 'other-nature':
      return `${grant.label} couvre ${place(grant.scope)} pour ${list(grant.natures.map((n) => grantNatures[n]))} ; cette intervention est ${jobNatures[request.natureFamily]}.`;
    case 'revoked':
      return `${grant.label} a été révoquée le ${frenchInstant(grant.revokedAt ?? '')}.`;
    case 'expired':
      return `${grant.label} a expiré le ${frenchInstant(grant.validUntil)}.`;
    case 'not-yet-valid':
      return `${grant.label} ne vaut qu’à partir du ${frenchInstant(grant.validFrom)}.`;
  }
}

export function whyReserved({ infraOperatorCode, pmRef, ptoRef, until }: InfraReservation): Why {
  const what = ptoRef === undefined ? `les réparations au PM ${pmRef}` : 'la réparation de cette ligne';
  return `${infraOperatorCode} se réserve ${what} jusqu’au ${frenchInstant(until)}.`;
}

/** For a job that the rollout plan leaves out. */
export const whyOutsideLot2: Why = 'Intervention hors périmètre du Lot 2 : rien ne s’y répare pour un autre opérateur.';

function place(scope: GrantScope): string {
  switch (scope.kind) {
    case 'networks':
      return `${plural(scope.infraOperatorCodes, 'le réseau', 'les réseaux')} de ${list(scope.infraOperatorCodes)}`;
    case 'departments': {
      const where = list(scope.departments.map((code) => `${theDepartment(code)} (${code})`));
      if (scope.infraOperatorCodes === undefined) return where;
      return `${where}, sur ${plural(scope.infraOperatorCodes, 'le réseau', 'les réseaux')} de ${list(scope.infraOperatorCodes)}`;
    }
    case 'pms':
      return plural(scope.pmRefs, 'un PM', `${scope.pmRefs.length} PM`);
  }
}

function plural(items: readonly unknown[], one: string, several: string): string {
  return items.length === 1 ? one : several;
}

/** A, B et C; long lists are counted after their third item. */
function list(items: readonly string[]): string {
  const named = items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} autres`] : items;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} et ${named.at(-1)}`;
}

const parisTime = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as people in France write it; as it stands where it cannot be read, since a reason is never withheld. */
function frenchInstant(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : parisTime.format(at).replace(' ', ' à ');
}
