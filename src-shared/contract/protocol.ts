import type { z } from 'zod';
import * as lot1 from './lot1';
import * as lot2 from './lot2';

/** Who plays which part in a job. */
export type Part = 'DO' | 'OI' | 'OC';

/** One call of the interface between operators: who serves it, what it takes and what it answers. */
export interface ProtocolCall {
  readonly lot: 1 | 2;
  readonly method: 'POST' | 'PUT';
  /** Under the lot's base, `/v1` or `/v2`. */
  readonly path: string;
  /** Name of the operation in the interface. */
  readonly operation: string;
  /** Messages that travel by it. */
  readonly messages: readonly string[];
  readonly from: Part;
  readonly to: Part;
  readonly body: z.ZodType;
  readonly ok: z.ZodType;
  /** Codes of its 400, and no others. */
  readonly errors: readonly string[];
}

const startErrors = ['CHAMPS_NON_RENSEIGNE', 'CODE_OI_INCONNU', 'MAUVAIS_FORMAT', 'PM_INCONNU'] as const;

/** Every call of both lots (interop-fields.md). Routes, partners' client, OpenAPI and the conformance suite are made from it. */
export const protocolCalls = {
  creerInterventionDO: {
    lot: 2,
    method: 'POST',
    path: '/interventions-do',
    operation: 'creerInterventionDO',
    messages: [lot2.MESSAGE.start],
    from: 'DO',
    to: 'OI',
    body: lot2.creerInterventionDO,
    ok: lot2.outDO,
    errors: startErrors,
  },
  modifierInterventionDO: {
    lot: 2,
    method: 'PUT',
    path: '/interventions-do',
    operation: 'modifierInterventionDO',
    messages: [lot2.MESSAGE.end],
    from: 'DO',
    to: 'OI',
    body: lot2.modifierInterventionDO,
    ok: lot2.outDO,
    errors: ['CHAMPS_NON_RENSEIGNE', 'CODE_OI_INCONNU', 'M3TX_NON_DEMANDE', 'MAUVAIS_FORMAT', 'PM_INCONNU'],
  },
  compteRenduDO: {
    lot: 2,
    method: 'POST',
    path: '/interventions-do/compte-rendu',
    operation: 'compteRenduInterventionDO',
    messages: [lot2.MESSAGE.report],
    from: 'DO',
    to: 'OI',
    body: lot2.compteRenduDO,
    ok: lot2.outDO,
    errors: ['CHAMPS_NON_RENSEIGNE', 'CODE_OI_INCONNU', 'MAUVAIS_FORMAT', 'REF_INTERV_INCONNUE'],
  },
  demanderTestDO: {
    lot: 2,
    method: 'POST',
    path: '/interventions-do/test-intermediaire',
    operation: 'demanderTestIntermediaireInterventionDO',
    messages: [lot2.MESSAGE.test],
    from: 'DO',
    to: 'OI',
    body: lot2.demanderTestDO,
    ok: lot2.outTestDO,
    errors: [
      'CHAMPS_NON_RENSEIGNE',
      'CODE_OI_INCONNU',
      'INCOHERENCE',
      'MAUVAIS_FORMAT',
      'REF_INTERV_INCONNUE',
      'TEST_PRECEDENT_DEJA_EMIS',
      'TEST_PRECEDENT_NON_ACQUITTE',
    ],
  },
  creerInterventionOI: {
    lot: 2,
    method: 'POST',
    path: '/interventions-oi',
    operation: 'creerInterventionOI',
    messages: [lot2.MESSAGE.startRelayed],
    from: 'OI',
    to: 'OC',
    body: lot2.creerInterventionOI,
    ok: lot2.outOI,
    errors: startErrors,
  },
  modifierInterventionOI: {
    lot: 2,
    method: 'PUT',
    path: '/interventions-oi',
    operation: 'modifierInterventionOI',
    messages: [lot2.MESSAGE.endRelayed],
    from: 'OI',
    to: 'OC',
    body: lot2.modifierInterventionOI,
    ok: lot2.outOI,
    errors: ['CHAMPS_NON_RENSEIGNE', 'CODE_OI_INCONNU', 'INCOHERENCE', 'MAUVAIS_FORMAT', 'PM_INCONNU'],
  },
  compteRenduOI: {
    lot: 2,
    method: 'POST',
    path: '/interventions-oi/compte-rendu',
    operation: 'compteRenduInterventionOI',
    messages: [lot2.MESSAGE.report],
    from: 'OI',
    to: 'OC',
    body: lot2.compteRenduOI,
    ok: lot2.outOI,
    errors: ['CHAMPS_NON_RENSEIGNE', 'CODE_OI_INCONNU', 'INCOHERENCE', 'MAUVAIS_FORMAT', 'PM_INCONNU'],
  },
  demanderTestOI: {
    lot: 2,
    method: 'POST',
    path: '/interventions-oi/test-intermediaire',
    operation: 'demanderTestIntermediaireInterventionOI',
    messages: [lot2.MESSAGE.testRelayed],
    from: 'OI',
    to: 'OC',
    body: lot2.demanderTestOI,
    ok: lot2.outTestOI,
    errors: [
      'CHAMPS_NON_RENSEIGNE',
      'CODE_OI_INCONNU',
      'INCOHERENCE',
      'MAUVAIS_FORMAT',
      'REF_INTERVOI_INCONNUE',
      'TEST_NON_REALISE',
    ],
  },
  notifierImpacteClientsOC: {
    lot: 2,
    method: 'POST',
    path: '/interventions-oi/notification-impacte-clients-oc',
    operation: 'notifierImpacteClientsOC',
    messages: [lot2.MESSAGE.answer],
    from: 'OC',
    to: 'OI',
    body: lot2.notificationOC,
    ok: lot2.outTestOI,
    errors: [
      'CHAMPS_NON_RENSEIGNE',
      'DELAI_NON_RESPECTE',
      'ERREUR_ITERATION',
      'MAUVAIS_FORMAT',
      'REF_INTERV_OI_INCONNUE',
    ],
  },
  notifierImpacteClientsOIDO: {
    lot: 2,
    method: 'POST',
    path: '/interventions-oi/notification-impacte-clients-oi-do',
    operation: 'notifierImpacteClientsOIDO',
    messages: [lot2.MESSAGE.answerRelayed],
    from: 'OI',
    to: 'DO',
    body: lot2.notificationOIDO,
    ok: lot2.outTestOI,
    errors: ['CHAMPS_NON_RENSEIGNE', 'MAUVAIS_FORMAT', 'REF_INTERV_OI_INCONNUE'],
  },
  declarerInterventionDO: {
    lot: 1,
    method: 'POST',
    path: '/intervention_DO',
    operation: 'declarer_Intervention_DO',
    messages: [lot2.MESSAGE.start, lot2.MESSAGE.end],
    from: 'DO',
    to: 'OI',
    body: lot1.interventionDO,
    ok: lot1.reponseInterventionDO,
    errors: lot1.interventionOutcomes.slice(1),
  },
  declarerInterventionOI: {
    lot: 1,
    method: 'POST',
    path: '/intervention_OI',
    operation: 'declarer_Intervention_OI',
    messages: [lot2.MESSAGE.startRelayed, lot2.MESSAGE.endRelayed],
    from: 'OI',
    to: 'OC',
    body: lot1.interventionOI,
    ok: lot1.reponseInterventionOI,
    errors: lot1.interventionOutcomes.slice(1),
  },
  notifierClientsHS: {
    lot: 1,
    method: 'POST',
    path: '/client_HS_OC_Par_Inter',
    operation: 'notifier_Clients_HS_OC',
    messages: ['M5'],
    from: 'OC',
    to: 'OI',
    body: lot1.clientHsOcParInter,
    ok: lot1.reponseClientHS,
    errors: lot1.clientHsOutcomes.slice(1),
  },
} as const satisfies Readonly<Record<string, ProtocolCall>>;

export type ProtocolCallName = keyof typeof protocolCalls;
