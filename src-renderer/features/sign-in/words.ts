import { defineWords } from '../../i18n/words';

export const signInWords = defineWords({
  fr: {
    title: 'Vigie',
    subtitle: 'Supervision de la e‑intervention',
    hub: 'Adresse du hub',
    hubHint: "L'adresse que votre opérateur vous a donnée, par exemple https://vigie.exemple.fr",
    hubPlaceholder: 'https://',
    hubsKnown: 'Hubs déjà utilisés',
    login: 'Identifiant',
    loginHint: 'role.opérateur, par exemple supervisor.bytl',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    language: 'Langue',
    checking: 'Recherche du hub…',
    found: (version: string) => `Hub Vigie ${version}`,
    demo: 'démonstration',
    degraded: 'Le hub répond, mais en mode dégradé : des données peuvent manquer.',
    badAddress: "Ce n'est pas une adresse. Écrivez-la en entier, avec http:// ou https://.",
    unreachable: (address: string) =>
      `Aucune réponse de ${address}. Vérifiez l'adresse et le port, que le hub est démarré, et le réseau de ce poste.`,
    notAHub: (address: string) =>
      `${address} répond, mais ce n'est pas un hub Vigie que cette console comprend. Vérifiez l'adresse, puis la version.`,
    otherVersion: (hub: number, console: number) =>
      `Ce hub parle la version ${hub} du flux, cette console la version ${console}. Mettez à jour la plus ancienne des deux.`,
    rateLimited: 'Trop de tentatives. Attendez une minute, puis recommencez.',
    ended: 'Votre session a pris fin côté hub. Connectez-vous de nouveau pour reprendre la supervision.',
    expired: 'Votre session est arrivée à son terme. Connectez-vous de nouveau pour reprendre la supervision.',
    signedOut: 'Vous êtes déconnecté.',
    demoAccounts: 'Comptes de démonstration',
    demoHint: 'Opérateurs joués, aucune donnée réelle. Mot de passe : vigie‑demo (un clic remplit tout)',
  },
  en: {
    title: 'Vigie',
    subtitle: 'Supervision of e‑intervention',
    hub: 'Hub address',
    hubHint: 'The address your operator gave you, for example https://vigie.example.com',
    hubPlaceholder: 'https://',
    hubsKnown: 'Hubs used before',
    login: 'Login',
    loginHint: 'role.operator, for example supervisor.bytl',
    password: 'Password',
    signIn: 'Sign in',
    language: 'Language',
    checking: 'Looking for the hub…',
    found: (version: string) => `Vigie hub ${version}`,
    demo: 'demonstration',
    degraded: 'The hub answers, but degraded: some data may be missing.',
    badAddress: 'This is not an address. Write it in full, with http:// or https://.',
    unreachable: (address: string) =>
      `No answer from ${address}. Check the address and the port, that the hub is running, and this workstation's network.`,
    notAHub: (address: string) =>
      `${address} answers, but is no Vigie hub this console understands. Check the address, then the version.`,
    otherVersion: (hub: number, console: number) =>
      `This hub speaks version ${hub} of the feed, this console version ${console}. Update the older of the two.`,
    rateLimited: 'Too many attempts. Wait a minute, then try again.',
    ended: 'The hub ended your session. Sign in again to go on supervising.',
    expired: 'Your session reached its end. Sign in again to go on supervising.',
    signedOut: 'You are signed out.',
    demoAccounts: 'Demonstration accounts',
    demoHint: 'Played operators, no real data. Password: vigie‑demo (one click fills it in)',
  },
});
