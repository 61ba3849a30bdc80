import type { Role } from '@shared/domain/codes';
import type { NatureFamily } from '@shared/domain/nature';
import type { ConsentRule, OutageState, Severity } from '@shared/domain/outage';
import { defineWords } from './words';

interface Terms {
  readonly role: Readonly<Record<Role, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly state: Readonly<Record<OutageState, string>>;
  readonly nature: Readonly<Record<NatureFamily, string>>;
  readonly rule: Readonly<Record<ConsentRule, string>>;
}

const fr: Terms = {
  role: {
    supervisor: 'Superviseur',
    hotline: 'Assistance clients',
    auditor: 'Auditeur',
    technician: 'Technicien',
    admin: 'Administrateur',
    system: 'Système',
    partner: 'Opérateur partenaire',
  },
  severity: { critical: 'Critique', major: 'Majeure', minor: 'Mineure', warning: 'À confirmer', none: 'Sans gravité' },
  severities: {
    critical: 'Critiques',
    major: 'Majeures',
    minor: 'Mineures',
    warning: 'À confirmer',
    none: 'Sans gravité',
  },
  state: {
    unacknowledged: 'Non acquittée',
    acknowledged: 'Acquittée',
    returned: 'Rétablie, non acquittée',
    closed: 'Close',
  },
  nature: { connection: 'Raccordement', repair: 'SAV', unknown: 'Non précisée' },
  rule: {
    granted: 'Une pré-autorisation couvre ce PM',
    'no-grant': 'Aucune pré-autorisation en cours',
    'other-operator': "Aucune pré-autorisation pour ce donneur d'ordre",
    'out-of-scope': 'Aucune pré-autorisation ne couvre ce PM',
    'other-nature': 'La pré-autorisation ne vaut pas pour cette nature',
    'not-yet-valid': 'La pré-autorisation ne vaut pas encore',
    expired: 'La pré-autorisation a expiré',
    revoked: 'La pré-autorisation a été révoquée',
    'reserved-by-infra': "L'opérateur d'infrastructure se réserve la réparation",
    'outside-lot-2': 'Intervention hors périmètre Lot 2',
  },
};

const en: Terms = {
  role: {
    supervisor: 'Supervisor',
    hotline: 'Hotline',
    auditor: 'Auditor',
    technician: 'Technician',
    admin: 'Administrator',
    system: 'System',
    partner: 'Partner operator',
  },
  severity: { critical: 'Critical', major: 'Major', minor: 'Minor', warning: 'To confirm', none: 'No severity' },
  severities: { critical: 'Critical', major: 'Major', minor: 'Minor', warning: 'To confirm', none: 'No severity' },
  state: {
    unacknowledged: 'Unacknowledged',
    acknowledged: 'Acknowledged',
    returned: 'Restored, unacknowledged',
    closed: 'Closed',
  },
  nature: { connection: 'Connection', repair: 'Repair', unknown: 'Not given' },
  rule: {
    granted: 'A pre-authorisation covers this PM',
    'no-grant': 'No pre-authorisation in force',
    'other-operator': 'No pre-authorisation for this ordering operator',
    'out-of-scope': 'No pre-authorisation covers this PM',
    'other-nature': 'The pre-authorisation is not for this kind of job',
    'not-yet-valid': 'The pre-authorisation is not valid yet',
    expired: 'The pre-authorisation has expired',
    revoked: 'The pre-authorisation was revoked',
    'reserved-by-infra': 'The infrastructure operator keeps the repair for itself',
    'outside-lot-2': 'Job out of scope of Lot 2',
  },
};

/** Terms of the trade that several features say, worded once. */
export const terms = defineWords({ fr: { ...fr }, en: { ...en } });
