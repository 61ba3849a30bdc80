import type { IpeProblem } from '@shared/contract/ipe';
import { defineWords } from '../../i18n/words';

type Sentences = Readonly<Record<IpeProblem['code'], string>>;

const fr: Sentences = {
  'not-csv': "Ce n'est pas un CSV avec ce séparateur : un guillemet est mal placé ou jamais refermé.",
  binary: 'Un octet nul : enregistrez le fichier en UTF-8 ou en Windows-1252 (pas en UTF-16, ni en classeur).',
  'missing-column': "Cette colonne manque dans l'en-tête.",
  'double-column': "Cette colonne est deux fois dans l'en-tête.",
  'row-length': "La ligne n'a pas autant de cellules que l'en-tête.",
  'bad-reference': 'Une référence de 1 à 50 caractères est attendue.',
  'bad-insee': "Ce n'est pas un code INSEE de commune.",
  empty: 'La cellule est vide.',
  'unknown-projection': 'Cette projection n’est pas lue ici : choisissez-la ci-contre si vous la connaissez.',
  'not-a-place':
    'Ces coordonnées ne sont nulle part dans cette projection : X et Y échangés, ou une autre projection ?',
  'told-otherwise': 'Ce PM est décrit autrement dans une ligne plus haut.',
  'other-encoding': "Ces caractères ne sont pas de l'encodage choisi.",
  'other-operator': 'Ce PM est publié par un autre opérateur.',
  'no-centre': "Ce PM n'a pas de coordonnées, et aucun autre de sa commune n'en a.",
};

const en: Sentences = {
  'not-csv': 'Not CSV with this separator: a quote is misplaced, or never closed.',
  binary: 'A NUL byte: save the file as UTF-8 or Windows-1252 (not as UTF-16, nor as a workbook).',
  'missing-column': 'This column is missing in the header.',
  'double-column': 'This column is twice in the header.',
  'row-length': 'The row has not as many cells as the header.',
  'bad-reference': 'A reference of 1 to 50 characters is wanted.',
  'bad-insee': 'Not the INSEE code of a commune.',
  empty: 'The cell is empty.',
  'unknown-projection': 'This projection is not read here: choose it at the left if you know it.',
  'not-a-place': 'These coordinates are nowhere in this projection: X and Y exchanged, or another projection?',
  'told-otherwise': 'This PM is described otherwise in a row above.',
  'other-encoding': 'These characters are not of the encoding chosen.',
  'other-operator': 'This PM is published by another operator.',
  'no-centre': 'This PM has no coordinates, and no other of its commune has any.',
};

/** What is wrong with a file, in plain words. */
export const problemInFile = defineWords({ fr, en });
