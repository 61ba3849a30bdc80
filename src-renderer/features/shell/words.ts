import { en, fr } from '../../i18n/format';
import { defineWords } from '../../i18n/words';

export const shellWords = defineWords({
  fr: {
    demo: 'démonstration',
    search: 'PM, commune, coupure, action…',
    searchLabel: 'Rechercher, ou lancer une action',
    sources: 'Fraîcheur des sources',
    ownAlarms: 'Vos alarmes',
    sourceAlarms: (operator: string) => `Alarmes ${operator}`,
    sourceMessages: (operator: string) => operator,
    sourceHelp: (kind: 'alarms' | 'messages', operator: string) =>
      kind === 'alarms'
        ? `Alarmes des équipements de ${operator}`
        : `Messages de l'opérateur d'infrastructure ${operator}`,
    sourceAge: (seconds: number) => fr.spoken(seconds),
    silentSince: (kind: 'alarms' | 'messages', at: string) =>
      kind === 'alarms' ? `muettes depuis ${at}` : `muet depuis ${at}`,
    neverHeard: (kind: 'alarms' | 'messages'): string => (kind === 'alarms' ? 'jamais entendues' : 'jamais entendu'),
    clock: 'Heure du hub : locale, puis UTC',
    menu: 'Écrans',
    settings: 'Réglages',
    allDepartments: 'Tous départements',
    stale: (at: string, attempt: number) =>
      attempt > 0
        ? `Données figées depuis ${at} — reconnexion (essai ${fr.integer(attempt)})…`
        : `Données figées depuis ${at} — reconnexion…`,
    staleHelp: "Ce qui est affiché peut avoir changé. Accorder est suspendu jusqu'au retour du direct.",
    connecting: (attempt: number) =>
      attempt > 1 ? `Connexion au hub (essai ${fr.integer(attempt)})…` : 'Connexion au hub…',
    syncing: "Réception de l'état complet…",
    refusedVersion: 'Cette console et le hub ne sont pas de la même version',
    refusedVersionText:
      "Le hub parle une autre version du flux en direct : rien ne peut être affiché sans risque d'erreur. Mettez à jour la console, ou prévenez l'administrateur du hub.",
    refusedForbidden: 'Le hub refuse le flux en direct à ce compte',
    refusedForbiddenText:
      "Votre rôle n'y a pas droit, ou il vient de vous être retiré. Demandez à l'administrateur de votre opérateur.",
    noScreen: "Cette console n'est pas faite pour votre rôle",
    noScreenText: (role: string) =>
      `Le compte connecté a le rôle « ${role} ». Les techniciens utilisent la page de terrain, les systèmes l'interface du hub.`,
    signOut: 'Se déconnecter',
    supervision: 'Supervision',
    'pre-authorisations': 'Pré-autorisations',
    line: 'Recherche de ligne',
    messages: 'Messages',
    undelivered: (n: number) => `Messages : ${fr.count(n, 'non remis', 'non remis')}`,
    rollout: 'Déploiement du Lot 2',
    reports: 'Exports',
    log: 'Journal',
    inventory: 'Import IPE',
    crashed: "Cet écran s'est arrêté sur une erreur",
    crashedText: "Les autres écrans et l'alarme continuent. Rouvrez-le ; si cela se répète, notez ce que vous faisiez.",
    reopen: "Rouvrir l'écran",
    notices: 'Avis',
    close: 'Fermer',
  },
  en: {
    demo: 'demonstration',
    search: 'PM, commune, outage, action…',
    searchLabel: 'Search, or run an action',
    sources: 'Freshness of sources',
    ownAlarms: 'Your alarms',
    sourceAlarms: (operator: string) => `${operator} alarms`,
    sourceMessages: (operator: string) => operator,
    sourceHelp: (kind: 'alarms' | 'messages', operator: string) =>
      kind === 'alarms' ? `Alarms of ${operator}'s equipment` : `Messages of the infrastructure operator ${operator}`,
    sourceAge: (seconds: number) => en.spoken(seconds),
    silentSince: (_: 'alarms' | 'messages', at: string) => `silent since ${at}`,
    neverHeard: (): string => 'never heard',
    clock: "Hub's time: local, then UTC",
    menu: 'Screens',
    settings: 'Settings',
    allDepartments: 'All départements',
    stale: (at: string, attempt: number) =>
      attempt > 0
        ? `Data frozen since ${at} — reconnecting (attempt ${en.integer(attempt)})…`
        : `Data frozen since ${at} — reconnecting…`,
    staleHelp: 'What is shown may have changed. Granting waits until it is live again.',
    connecting: (attempt: number) =>
      attempt > 1 ? `Connecting to the hub (attempt ${en.integer(attempt)})…` : 'Connecting to the hub…',
    syncing: 'Receiving the full state…',
    refusedVersion: 'This console and the hub are of different versions',
    refusedVersionText:
      "The hub speaks another version of the live feed: nothing can be shown safely. Update the console, or tell the hub's administrator.",
    refusedForbidden: 'The hub refuses the live feed to this account',
    refusedForbiddenText: "Your role has no right to it, or has just lost it. Ask your operator's administrator.",
    noScreen: 'This console is not made for your role',
    noScreenText: (role: string) =>
      `The account signed in has the role “${role}”. Technicians use the field page, systems the hub's interface.`,
    signOut: 'Sign out',
    supervision: 'Supervision',
    'pre-authorisations': 'Pre-authorisations',
    line: 'Line lookup',
    messages: 'Messages',
    undelivered: (n: number) => `Messages: ${en.integer(n)} not delivered`,
    rollout: 'Rollout of Lot 2',
    reports: 'Exports',
    log: 'Log',
    inventory: 'IPE import',
    crashed: 'This screen stopped on an error',
    crashedText: 'The other screens and the alarm go on. Open it again; if it repeats, note what you were doing.',
    reopen: 'Open the screen again',
    notices: 'Notices',
    close: 'Close',
  },
});
