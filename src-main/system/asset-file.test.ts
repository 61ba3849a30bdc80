import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetFile } from './asset-file';

let folder: string;
let root: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'vigie-assets-')));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'assets', 'page.js'), '');
  writeFileSync(join(folder, 'secret.json'), '');
  symlinkSync(join(folder, 'secret.json'), join(root, 'assets', 'out.json'));
  symlinkSync(folder, join(root, 'assets', 'above'));
  symlinkSync('page.js', join(root, 'assets', 'same.js'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('safety 22: files behind app://', () => {
  it('safety 22: a file of the app, also by a link inside it', async () => {
    const page = join(root, 'assets', 'page.js');
    expect(await assetFile(root, 'app://vigie/assets/page.js')).toBe(page);
    expect(await assetFile(root, 'app://vigie/assets/same.js')).toBe(page);
  });

  it('safety 22: a link that leads out, to a file or through a folder, leads nowhere', async () => {
    expect(await assetFile(root, 'app://vigie/assets/out.json')).toBeNull();
    expect(await assetFile(root, 'app://vigie/assets/above/secret.json')).toBeNull();
  });

  it('safety 22: what is not there is not there', async () => {
    expect(await assetFile(root, 'app://vigie/assets/none.js')).toBeNull();
    expect(await assetFile(root, 'app://vigie/')).toBeNull();
  });
});
