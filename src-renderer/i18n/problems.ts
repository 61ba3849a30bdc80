import type { ProblemCode } from '@shared/contract/errors';
import { defineWords } from './words';

type Sentences = Readonly<Record<ProblemCode | 'UNREACHABLE' | 'BAD_REPLY', string>>;

const fr: Sentences = {
  MALFORMED_BODY: "Le hub n'a pas compris la demande. Vérifiez que la console et le hub sont de la même version.",
  INVALID_FIELD: "Une valeur n'est pas acceptée par le hub. Vérifiez le formulaire.",
  UNAUTHENTICATED: 'Votre session a pris fin. Connectez-vous de nouveau.',
  BAD_CREDENTIALS: "Identifiant ou mot de passe inconnu. Vérifiez les majuscules, puis l'opérateur dans l'identifiant.",
  SESSION_ENDED: 'Votre session a pris fin. Connectez-vous de nouveau.',
  FORBIDDEN: 'Votre rôle ne permet pas cette action.',
  NOT_FOUND: 'Introuvable, ou hors de ce que votre opérateur peut voir.',
  METHOD_NOT_ALLOWED: "Le hub n'offre pas cette action. Vérifiez que la console et le hub sont de la même version.",
  FORMAT_NOT_AVAILABLE: "Ce format n'est pas disponible.",
  CONFLICT: "Quelqu'un a changé cela entre-temps. Rechargez, puis recommencez.",
  STALE_VERSION: 'Une autre version a été enregistrée entre-temps. Relisez-la, puis recommencez.',
  ALREADY_REVOKED: 'Cette pré-autorisation est déjà révoquée.',
  ALREADY_CLOSED: 'Cette coupure est déjà close.',
  BODY_TOO_LARGE: "C'est trop à la fois pour le hub. Réduisez la sélection.",
  UNSUPPORTED_MEDIA_TYPE: "Le hub n'accepte pas ce type de contenu.",
  UNKNOWN_PM: "Ce PM n'est pas dans l'inventaire.",
  UNKNOWN_OPERATOR: "Cet opérateur n'est pas connu de ce hub.",
  RATE_LIMITED: 'Trop de demandes en peu de temps. Attendez une minute, puis recommencez.',
  INTERNAL: "Le hub a échoué sur cette demande. Recommencez ; si cela dure, prévenez l'administrateur du hub.",
  PARTNER_UNREACHABLE: "L'opérateur partenaire ne répond pas. Rien n'a été enregistré : recommencez.",
  DATABASE_UNAVAILABLE: "Le hub n'atteint plus sa base de données. Recommencez dans un instant.",
  SHUTTING_DOWN: 'Le hub redémarre. Recommencez dans un instant.',
  UNREACHABLE: 'Le hub ne répond pas. Vérifiez le réseau de ce poste.',
  BAD_REPLY: "La réponse n'est pas celle attendue : le hub est d'une autre version que cette console.",
};

const en: Sentences = {
  MALFORMED_BODY: 'The hub did not understand the request. Check that console and hub are of the same version.',
  INVALID_FIELD: 'The hub does not accept one of the values. Check the form.',
  UNAUTHENTICATED: 'Your session has ended. Sign in again.',
  BAD_CREDENTIALS: 'Unknown login or password. Check capitals, then the operator in the login.',
  SESSION_ENDED: 'Your session has ended. Sign in again.',
  FORBIDDEN: 'Your role does not allow this.',
  NOT_FOUND: 'Not found, or outside what your operator may see.',
  METHOD_NOT_ALLOWED: 'The hub does not offer this. Check that console and hub are of the same version.',
  FORMAT_NOT_AVAILABLE: 'This format is not available.',
  CONFLICT: 'Somebody changed this in the meantime. Reload, then try again.',
  STALE_VERSION: 'Another version was saved in the meantime. Read it, then try again.',
  ALREADY_REVOKED: 'This pre-authorisation is already revoked.',
  ALREADY_CLOSED: 'This outage is already closed.',
  BODY_TOO_LARGE: 'That is too much at once for the hub. Select less.',
  UNSUPPORTED_MEDIA_TYPE: 'The hub does not accept this type of content.',
  UNKNOWN_PM: 'This PM is not in the inventory.',
  UNKNOWN_OPERATOR: 'This hub does not know that operator.',
  RATE_LIMITED: 'Too many requests in a short time. Wait a minute, then try again.',
  INTERNAL: "The hub failed on this request. Try again; if it lasts, tell the hub's administrator.",
  PARTNER_UNREACHABLE: 'The partner operator does not answer. Nothing was recorded: try again.',
  DATABASE_UNAVAILABLE: 'The hub can no longer reach its database. Try again in a moment.',
  SHUTTING_DOWN: 'The hub is restarting. Try again in a moment.',
  UNREACHABLE: "The hub does not answer. Check this workstation's network.",
  BAD_REPLY: 'The answer is not the expected one: the hub is of another version than this console.',
};

/** A sentence for each error code: what happened, and what to do next. */
export const problemWords = defineWords({ fr, en });
