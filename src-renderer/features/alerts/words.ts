import { en, fr } from '../../i18n/format';
import { defineWords } from '../../i18n/words';

export const alertWords = defineWords({
  fr: {
    title: (lines: number, commune: string) => `${fr.count(lines, 'ligne coupée', 'lignes coupées')} à ${commune}`,
    body: (pmRef: string, others: number) =>
      others === 0
        ? `PM ${pmRef} : le technicien part ou est parti, lignes encore coupées.`
        : `PM ${pmRef}, et ${fr.count(others, 'autre coupure critique', 'autres coupures critiques')}.`,
    announce: (pmRef: string, commune: string, lines: number) =>
      `Coupure critique : PM ${pmRef}, ${commune}, ${fr.count(lines, 'ligne', 'lignes')}.`,
    blocked: "Le son d'alarme est bloqué jusqu'à un premier clic dans cette fenêtre.",
    enable: 'Activer le son',
  },
  en: {
    title: (lines: number, commune: string) => `${en.count(lines, 'line', 'lines')} down in ${commune}`,
    body: (pmRef: string, others: number) =>
      others === 0
        ? `PM ${pmRef}: the technician is leaving or has left, lines still down.`
        : `PM ${pmRef}, and ${en.count(others, 'more critical outage', 'more critical outages')}.`,
    announce: (pmRef: string, commune: string, lines: number) =>
      `Critical outage: PM ${pmRef}, ${commune}, ${en.count(lines, 'line', 'lines')}.`,
    blocked: 'The alarm sound is blocked until a first click in this window.',
    enable: 'Enable sound',
  },
});
