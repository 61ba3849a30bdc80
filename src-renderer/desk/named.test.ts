import { expect, it } from 'vitest';
import { named } from './named';

const operators = [
  { code: 'FTEL', name: 'Orange' },
  { code: 'GTHD', name: 'Gironde THD' },
];

it('names the operators of a sentence, with the elision', () => {
  expect(named('FTEL n’a donné aucune pré-autorisation.', operators)).toBe('Orange n’a donné aucune pré-autorisation.');
  expect(named('PA-1 couvre les réseaux de FTEL et GTHD ; le PM FI-33063-00A2 n’en fait pas partie.', operators)).toBe(
    'PA-1 couvre les réseaux d’Orange et Gironde THD ; le PM FI-33063-00A2 n’en fait pas partie.',
  );
  expect(named('le réseau de GTHD, par BYTL', operators)).toBe('le réseau de Gironde THD, par BYTL');
});
