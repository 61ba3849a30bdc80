import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPreferences } from './preferences';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-preferences-'));
  file = join(folder, 'preferences.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a first start has no hub: the page asks for one', () => {
  expect(openPreferences(file, 'fr').read()).toEqual({ language: 'fr', theme: 'system', sound: true, hubs: [] });
});

it('what was written is there at the next start, and leaves no draft', () => {
  openPreferences(file, 'fr').write({ theme: 'dark', hubs: ['https://hub.example'] });
  expect(openPreferences(file, 'en').read()).toMatchObject({
    language: 'fr',
    theme: 'dark',
    hubs: ['https://hub.example'],
  });
  expect(readdirSync(folder)).toEqual(['preferences.json']);
});

it('an unreadable file is kept aside, and the defaults stand', () => {
  writeFileSync(file, '{"language": "fr", "hu');
  expect(openPreferences(file, 'fr').read().hubs).toEqual([]);
  expect(readFileSync(`${file}.unreadable`, 'utf8')).toContain('"hu');
});

it('the hub of this start comes first, once, and is not written down by itself', () => {
  openPreferences(file, 'fr').write({ hubs: ['https://a.example', 'https://b.example'] });
  expect(openPreferences(file, 'fr', 'https://b.example').read().hubs).toEqual([
    'https://b.example',
    'https://a.example',
  ]);
  expect(JSON.parse(readFileSync(file, 'utf8')).hubs).toEqual(['https://a.example', 'https://b.example']);
});

it('a value that the contract refuses changes nothing', () => {
  const preferences = openPreferences(file, 'fr');
  expect(() => preferences.write({ hubs: ['ftp://hub.example'] })).toThrow();
  expect(preferences.read().hubs).toEqual([]);
});
