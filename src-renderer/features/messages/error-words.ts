import type { MessageErrorCode } from '@shared/contract/messages';
import { defineWords } from '../../i18n/words';

type Sentences = Readonly<Record<MessageErrorCode, string>>;

const fr: Sentences = {
  CHAMPS_NON_RENSEIGNE: "Le destinataire dit qu'un champ obligatoire manque.",
  MAUVAIS_FORMAT: "Le destinataire dit qu'un champ n'a pas la forme attendue.",
  CODE_OI_INCONNU: "Le destinataire ne connaît pas ce code d'opérateur d'infrastructure.",
  PM_INCONNU: "Le destinataire ne connaît pas ce PM : son inventaire n'est peut-être pas à jour.",
  REF_INTERV_INCONNUE:
    'Le destinataire ne connaît pas cette intervention : son début ne lui est peut-être pas parvenu.',
  REF_INTERV_OI_INCONNUE:
    'Le destinataire ne connaît pas cette intervention : son début ne lui est peut-être pas parvenu.',
  REF_INTERVOI_INCONNUE:
    'Le destinataire ne connaît pas cette intervention : son début ne lui est peut-être pas parvenu.',
  INCOHERENCE: "Le message contredit ce que le destinataire sait de l'intervention.",
  TEST_PRECEDENT_DEJA_EMIS: 'Le destinataire a déjà reçu ce test.',
  TEST_PRECEDENT_NON_ACQUITTE: 'Le destinataire attend encore les réponses au test précédent.',
  TEST_NON_REALISE: "Le destinataire n'a pas pu faire le test.",
  M3TX_NON_DEMANDE: "Le destinataire dit qu'aucun test n'a été demandé avant la fin.",
  DELAI_NON_RESPECTE: 'Le message est arrivé après le délai du destinataire.',
  ERREUR_ITERATION: 'Le numéro de test ne correspond pas à ce que le destinataire attend.',
  OTHER_REFUSAL: "Le destinataire a refusé avec un code que l'interface ne prévoit pas.",
  UNREACHABLE: "Le destinataire ne répond pas, ou sa réponse n'est pas celle de l'interface.",
  NO_CREDENTIALS: "Le fichier des partenaires ne donne pas à votre opérateur d'identifiants chez ce destinataire.",
  INTERNAL: 'Ce hub a échoué en remettant le message. Son journal technique en dit la cause.',
};

const en: Sentences = {
  CHAMPS_NON_RENSEIGNE: 'The recipient says that a required field is missing.',
  MAUVAIS_FORMAT: 'The recipient says that a field does not have the expected form.',
  CODE_OI_INCONNU: 'The recipient does not know this infrastructure operator code.',
  PM_INCONNU: 'The recipient does not know this PM: its inventory may be out of date.',
  REF_INTERV_INCONNUE: 'The recipient does not know this job: its start may not have reached it.',
  REF_INTERV_OI_INCONNUE: 'The recipient does not know this job: its start may not have reached it.',
  REF_INTERVOI_INCONNUE: 'The recipient does not know this job: its start may not have reached it.',
  INCOHERENCE: 'The message contradicts what the recipient knows of the job.',
  TEST_PRECEDENT_DEJA_EMIS: 'The recipient has already had this test.',
  TEST_PRECEDENT_NON_ACQUITTE: 'The recipient still waits for the answers to the test before.',
  TEST_NON_REALISE: 'The recipient could not do the test.',
  M3TX_NON_DEMANDE: 'The recipient says that no test was asked for before the end.',
  DELAI_NON_RESPECTE: "The message came after the recipient's deadline.",
  ERREUR_ITERATION: 'The number of the test is not the one that the recipient expects.',
  OTHER_REFUSAL: 'The recipient refused with a code that the interface does not have.',
  UNREACHABLE: 'The recipient does not answer, or not as the interface says.',
  NO_CREDENTIALS: "The partners' file gives your operator no credentials at this recipient.",
  INTERNAL: 'This hub failed while delivering the message. Its technical log says why.',
};

/** Why a message was not taken, in plain words. */
export const messageErrorWords = defineWords({ fr, en });
