import { expect, it } from 'vitest';
import { englishCord, frenchCord } from './cord-words';

it('names a known colour in the language of the reader, an unknown one as it was sent', () => {
  expect([frenchCord('BLEU'), englishCord('BLEU')]).toEqual(['jarretière bleue', 'blue cord']);
  expect([frenchCord(' noir '), englishCord('Black')]).toEqual(['jarretière noire', 'black cord']);
  expect([frenchCord('ORANGE'), englishCord('ORANGE')]).toEqual(['jarretière orange', 'orange cord']);
  expect([frenchCord('RAL 5015'), englishCord('RAL 5015')]).toEqual(['jarretière RAL 5015', 'RAL 5015 cord']);
});
