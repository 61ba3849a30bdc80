import { defineWords } from '../../i18n/words';

/** What a technician's report says was done (retTypo): the codes that hubs relay. */
export const restorationWords = defineWords({
  fr: {
    RESEAT_CONNECTOR: 'connecteur rebranché',
    REPATCH_PORT: 'brassage refait',
    REPLACE_PATCH_CORD: 'jarretière remplacée',
    CLEAN_CONNECTOR: 'connecteur nettoyé',
    RELIEVE_BEND: 'courbure supprimée',
    RESPLICE: 'soudure refaite',
    NOT_RESTORED: 'service non rétabli',
  },
  en: {
    RESEAT_CONNECTOR: 'connector plugged in again',
    REPATCH_PORT: 'patching redone',
    REPLACE_PATCH_CORD: 'patch cord replaced',
    CLEAN_CONNECTOR: 'connector cleaned',
    RELIEVE_BEND: 'bend relieved',
    RESPLICE: 'fibre spliced again',
    NOT_RESTORED: 'service not restored',
  },
});

/** The codes of a report, separated by commas, in words; another hub's code as it was sent. */
export function restorations(text: string | undefined, words: Readonly<Record<string, string>>): string {
  if (text === undefined || text === '') return '';
  const done = text.split(', ').map((code) => words[code] ?? code);
  return done.join(', ');
}
