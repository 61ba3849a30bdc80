import type { ProtocolErrorCode } from '@shared/contract/errors';
import type { Trouble } from '../wire/hub';
import { isFrench } from './words';

/** What happened, and what to do now. */
export interface Advice {
  readonly what: string;
  readonly todo: string;
}

type Sentences = Readonly<Record<'fr' | 'en', readonly [what: string, todo: string]>>;

const unreachable: Sentences = {
  fr: ['Pas de réponse du réseau.', 'Réessayez\u00a0: rien ne sera compté deux fois.'],
  en: ['No answer from the network.', 'Try again: nothing will count twice.'],
};

const elsewhere: Sentences = {
  fr: ['L’opérateur d’infrastructure a refusé.', 'Réessayez, puis appelez votre superviseur avec la référence du PM.'],
  en: ['The infrastructure operator refused.', 'Try again, then call your supervisor with the reference of the PM.'],
};

const protocol: Readonly<Partial<Record<ProtocolErrorCode, Sentences>>> = {
  PM_INCONNU: {
    fr: [
      'L’opérateur d’infrastructure ne connaît pas ce PM.',
      'Vérifiez la référence sur la porte, choisissez l’autre PM.',
    ],
    en: ['The infrastructure operator does not know this PM.', 'Check the reference on the door, choose the other PM.'],
  },
  CODE_OI_INCONNU: {
    fr: [
      'Cet opérateur d’infrastructure n’est pas joint par le système.',
      'Appelez votre superviseur avant de commencer.',
    ],
    en: ['This infrastructure operator is not reached by the system.', 'Call your supervisor before you start.'],
  },
  REF_INTERV_INCONNUE: {
    fr: [
      'L’opérateur d’infrastructure ne connaît pas cette intervention.',
      'Recommencez depuis le PM, ou appelez votre superviseur.',
    ],
    en: ['The infrastructure operator does not know this job.', 'Start again from the PM, or call your supervisor.'],
  },
  TEST_PRECEDENT_NON_ACQUITTE: {
    fr: ['Le test précédent attend encore des réponses.', 'Attendez-les\u00a0: le bouton revient de lui-même.'],
    en: ['The last test still waits for answers.', 'Wait for them: the button comes back by itself.'],
  },
  TEST_PRECEDENT_DEJA_EMIS: {
    fr: ['Ce test est déjà parti.', 'Attendez ses réponses, elles s’affichent ici.'],
    en: ['This test has left already.', 'Wait for its answers, they show here.'],
  },
  M3TX_NON_DEMANDE: {
    fr: ['Il faut un test avant de terminer.', 'Appuyez sur «\u00a0Tester\u00a0», puis terminez.'],
    en: ['A test is needed before the end.', 'Press “Test”, then finish.'],
  },
  INCOHERENCE: {
    fr: [
      'Trop tôt, ou l’intervention n’en est plus là.',
      'Attendez un instant\u00a0; la page montre ce qui est possible.',
    ],
    en: ['Too soon, or the job is past that.', 'Wait a moment; the page shows what is possible.'],
  },
  CHAMPS_NON_RENSEIGNE: {
    fr: ['Il manque un renseignement.', 'Vérifiez le PM et le type d’intervention.'],
    en: ['Something is missing.', 'Check the PM and the kind of job.'],
  },
  MAUVAIS_FORMAT: {
    fr: ['Un renseignement n’est pas accepté.', 'Vérifiez la prise et la référence\u00a0; l’heure du téléphone aussi.'],
    en: ['Something was not accepted.', 'Check the socket and the reference; the phone’s clock too.'],
  },
};

const refused: Readonly<Record<string, Sentences>> = {
  BAD_CREDENTIALS: {
    fr: ['Identifiant ou mot de passe inconnu.', 'Vérifiez-les\u00a0; après dix essais il faut attendre une minute.'],
    en: ['Unknown login or password.', 'Check them; after ten tries you have to wait a minute.'],
  },
  RATE_LIMITED: {
    fr: ['Trop d’essais.', 'Attendez une minute.'],
    en: ['Too many tries.', 'Wait a minute.'],
  },
  FORBIDDEN: {
    fr: ['Ce compte n’est pas celui d’un technicien.', 'Utilisez le vôtre, ou la console.'],
    en: ['This is not a technician’s account.', 'Use yours, or the console.'],
  },
  NOT_FOUND: {
    fr: ['Cette intervention n’est pas, ou plus, à votre opérateur.', 'Recommencez depuis le PM.'],
    en: ['This job is not your operator’s, or no more.', 'Start again from the PM.'],
  },
  PARTNER_UNREACHABLE: {
    fr: ['L’opérateur d’infrastructure ne répond pas.', 'Réessayez dans une minute. Ne touchez à rien avant.'],
    en: ['The infrastructure operator does not answer.', 'Try again in a minute. Touch nothing before.'],
  },
};

const broken: Sentences = {
  fr: ['Le système ne peut pas répondre.', 'Réessayez dans une minute\u00a0; si cela dure, appelez votre superviseur.'],
  en: ['The system cannot answer.', 'Try again in a minute; if it lasts, call your supervisor.'],
};

export function adviceOn(trouble: Trouble): Advice {
  const [what, todo] = sentencesOn(trouble)[isFrench ? 'fr' : 'en'];
  return { what, todo };
}

function sentencesOn(trouble: Trouble): Sentences {
  switch (trouble.kind) {
    case 'unreachable':
      return unreachable;
    case 'protocol':
      return protocol[trouble.error] ?? elsewhere;
    case 'refused':
      return refused[trouble.code] ?? broken;
  }
}
