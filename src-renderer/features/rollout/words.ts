import type { ScopeMiss } from '@shared/domain/rollout';
import { en, fr } from '../../i18n/format';
import { defineWords } from '../../i18n/words';

const missesFr: Readonly<Record<ScopeMiss, string>> = {
  'ordering-operator': "donneur d'ordre",
  department: 'département',
  nature: 'nature',
  'not-yet': 'pas encore commencé',
};
const missesEn: Readonly<Record<ScopeMiss, string>> = {
  'ordering-operator': 'ordering operator',
  department: 'département',
  nature: 'kind of job',
  'not-yet': 'not begun yet',
};

const jobsFr = (n: number) => fr.count(n, 'intervention', 'interventions');
const jobsEn = (n: number) => en.count(n, 'job', 'jobs');

export const rolloutWords = defineWords({
  fr: {
    title: 'Déploiement du Lot 2',
    intro: (operator: string) =>
      `Quelles interventions sur le réseau ${operator} sont dans le périmètre du Lot 2. Les autres suivent le Lot 1 : elles sont vues, sans test ni réparation. Une intervention garde la réponse reçue à son début.`,
    loading: 'Lecture du plan…',
    failedTitle: "Le plan n'a pas pu être lu",
    retry: 'Réessayer',
    noNetworkTitle: "Votre opérateur n'exploite pas de réseau",
    noNetworkText:
      "Le plan est celui de chaque opérateur d'infrastructure. Pour vos interventions, la réponse et sa raison sont dans le détail de chacune.",
    noPlan: 'Aucun plan : toutes les interventions sont dans le périmètre.',
    noRules: "Aucune règle : aucune intervention n'est dans le périmètre.",
    standing: (version: number, author: string, at: string) =>
      `Version ${fr.integer(version)} en vigueur, par ${author} le ${at}`,
    rules: 'Règles du plan',
    label: 'Règle',
    ordering: "Donneurs d'ordre",
    departments: 'Départements',
    natures: 'Natures',
    from: 'À partir du',
    state: 'État',
    begun: 'commencée',
    toCome: 'à venir',
    all: 'tous',
    everyNature: 'toutes',
    nature: { connection: 'raccordement', repair: 'SAV' },
    acts: 'Actions',
    add: 'Ajouter une règle',
    edit: 'Modifier',
    remove: 'Retirer',
    editOf: (label: string) => `Modifier « ${label} »`,
    removeOf: (label: string) => `Retirer « ${label} »`,
    newRule: 'Nouvelle règle',
    editRule: 'Modifier la règle',
    keep: 'Garder la règle',
    cancel: 'Annuler',
    labelHint: 'Ce que les autres administrateurs liront',
    allHint: 'Rien de choisi : tous',
    dayHint: 'Jour, mois, année : 29/09/2025. Minuit en métropole.',
    dayWrong: "Ce jour n'existe pas. Écrivez-le comme 29/09/2025.",
    labelWrong: 'Donnez un nom à la règle.',
    naturesWrong: 'Choisissez au moins une nature.',
    draft: 'Modifications non enregistrées',
    previewing: 'Calcul sur les interventions actives…',
    previewFailed: "L'effet n'a pas pu être calculé.",
    preview: (active: number, outNow: number, outThen: number) =>
      active === 0
        ? 'Aucune intervention active sur votre réseau en ce moment.'
        : `${jobsFr(active)} en cours sur votre réseau : ${fr.integer(outNow)} hors périmètre ; ${fr.integer(outThen)} le ${outThen < 2 ? 'serait' : 'seraient'} en commençant maintenant sous ces règles.`,
    misses: (counts: readonly { readonly miss: ScopeMiss; readonly count: number }[]) =>
      `Par raison : ${counts.map(({ miss, count }) => `${missesFr[miss]} ${fr.integer(count)}`).join(', ')}.`,
    nobody: "Sans règle, aucune intervention n'est dans le périmètre.",
    note: 'Pourquoi ce changement',
    noteHint: 'Au moins 3 caractères ; reste dans l’historique',
    save: (version: number) => `Enregistrer la version ${fr.integer(version)}`,
    drop: 'Abandonner',
    saved: (version: number) =>
      `Version ${fr.integer(version)} enregistrée : elle vaut pour les prochaines interventions.`,
    stale: (version: number, author: string) =>
      `La version ${fr.integer(version)} a été enregistrée entre-temps par ${author}. Vos règles sont toujours là : comparez avec l'historique, puis enregistrez-les par-dessus, ou abandonnez.`,
    history: 'Historique',
    historyEmpty: 'Chaque version enregistrée restera ici, avec son auteur et sa raison.',
    version: (version: number) => `Version ${fr.integer(version)}`,
    ruleCount: (n: number) => fr.count(n, 'règle', 'règles'),
    current: 'en vigueur',
    more: 'Versions plus anciennes',
    old: (version: number) => `Version ${fr.integer(version)}, en lecture seule.`,
    back: 'Revenir au plan en vigueur',
    reuse: 'Reprendre ces règles',
  },
  en: {
    title: 'Rollout of Lot 2',
    intro: (operator: string) =>
      `Which jobs on the ${operator} network are in scope of Lot 2. The others follow Lot 1: they are seen, without test or repair. A job keeps the answer that it got at its start.`,
    loading: 'Reading the plan…',
    failedTitle: 'The plan could not be read',
    retry: 'Try again',
    noNetworkTitle: 'Your operator runs no network',
    noNetworkText:
      'The plan is each infrastructure operator’s own. For your jobs, the answer and its reason are in the detail of each.',
    noPlan: 'No plan: every job is in scope.',
    noRules: 'No rule: no job is in scope.',
    standing: (version: number, author: string, at: string) =>
      `Version ${en.integer(version)} in force, by ${author} on ${at}`,
    rules: 'Rules of the plan',
    label: 'Rule',
    ordering: 'Ordering operators',
    departments: 'Départements',
    natures: 'Kinds of job',
    from: 'From',
    state: 'State',
    begun: 'begun',
    toCome: 'to come',
    all: 'all',
    everyNature: 'all',
    nature: { connection: 'connection', repair: 'repair' },
    acts: 'Actions',
    add: 'Add a rule',
    edit: 'Edit',
    remove: 'Remove',
    editOf: (label: string) => `Edit “${label}”`,
    removeOf: (label: string) => `Remove “${label}”`,
    newRule: 'New rule',
    editRule: 'Edit the rule',
    keep: 'Keep the rule',
    cancel: 'Cancel',
    labelHint: 'What the other administrators will read',
    allHint: 'Nothing chosen: all',
    dayHint: 'Day, month, year: 29/09/2025. Midnight in metropolitan France.',
    dayWrong: 'There is no such day. Write it like 29/09/2025.',
    labelWrong: 'Give the rule a name.',
    naturesWrong: 'Choose at least one kind of job.',
    draft: 'Changes not saved',
    previewing: 'Counting active jobs…',
    previewFailed: 'The effect could not be worked out.',
    preview: (active: number, outNow: number, outThen: number) =>
      active === 0
        ? 'No active job on your network right now.'
        : `${jobsEn(active)} under way on your network: ${en.integer(outNow)} out of scope; ${en.integer(outThen)} would be, had they begun now under these rules.`,
    misses: (counts: readonly { readonly miss: ScopeMiss; readonly count: number }[]) =>
      `By reason: ${counts.map(({ miss, count }) => `${missesEn[miss]} ${en.integer(count)}`).join(', ')}.`,
    nobody: 'Without a rule, no job is in scope.',
    note: 'Why this change',
    noteHint: 'At least 3 characters; stays in the history',
    save: (version: number) => `Save version ${en.integer(version)}`,
    drop: 'Discard',
    saved: (version: number) => `Version ${en.integer(version)} saved: it holds for the next jobs.`,
    stale: (version: number, author: string) =>
      `Version ${en.integer(version)} was saved in the meantime by ${author}. Your rules are still here: compare them with the history, then save them over it, or discard them.`,
    history: 'History',
    historyEmpty: 'Every version saved will stay here, with its author and its reason.',
    version: (version: number) => `Version ${en.integer(version)}`,
    ruleCount: (n: number) => en.count(n, 'rule', 'rules'),
    current: 'in force',
    more: 'Older versions',
    old: (version: number) => `Version ${en.integer(version)}, read only.`,
    back: 'Back to the plan in force',
    reuse: 'Take these rules',
  },
});
