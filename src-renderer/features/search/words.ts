import { en, fr } from '../../i18n/format';
import { defineWords } from '../../i18n/words';

export const searchWords = defineWords({
  fr: {
    title: 'Rechercher, ou lancer une action',
    placeholder: 'PM, commune, référence, prise, action…',
    results: 'Résultats',
    none: 'Rien de ce nom parmi vos PM, vos coupures et les actions.',
    start: 'Tapez un PM, une commune ou une référence.',
    goTo: (screen: string) => `Aller à : ${screen}`,
    toggleTheme: 'Changer de thème',
    toggleSound: 'Couper ou remettre le son',
    language: 'Switch to English',
    settings: 'Réglages',
    signOut: 'Se déconnecter',
    lineLookup: (ptoRef: string) => `Rechercher la prise ${ptoRef}`,
    outages: (n: number) => fr.count(n, 'coupure', 'coupures'),
    interventions: (n: number) => fr.count(n, 'intervention en cours', 'interventions en cours'),
    lines: (n: number) => fr.count(n, 'ligne à nous', 'lignes à nous'),
  },
  en: {
    title: 'Search, or run an action',
    placeholder: 'PM, commune, reference, socket, action…',
    results: 'Results',
    none: 'Nothing by that name among your PMs, your outages and the actions.',
    start: 'Type a PM, a commune or a reference.',
    goTo: (screen: string) => `Go to: ${screen}`,
    toggleTheme: 'Change theme',
    toggleSound: 'Turn the sound off or on',
    language: 'Passer en français',
    settings: 'Settings',
    signOut: 'Sign out',
    lineLookup: (ptoRef: string) => `Look up socket ${ptoRef}`,
    outages: (n: number) => en.count(n, 'outage', 'outages'),
    interventions: (n: number) => en.count(n, 'job under way', 'jobs under way'),
    lines: (n: number) => en.count(n, 'line of ours', 'lines of ours'),
  },
});
