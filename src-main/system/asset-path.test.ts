import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP_ORIGIN, assetPath, isInside } from './asset-path';

const root = '/opt/vigie/renderer';

describe('assetPath', () => {
  it('finds what ships', () => {
    expect(assetPath(root, `${APP_ORIGIN}/windows/main/index.html`)).toBe(join(root, 'windows/main/index.html'));
    expect(assetPath(root, `${APP_ORIGIN}/assets/worker-B1_x.js?v=1#top`)).toBe(join(root, 'assets/worker-B1_x.js'));
  });

  it('safety 22: dots that the address itself resolves never climb above the root', () => {
    expect(assetPath(root, `${APP_ORIGIN}/%2e%2e/../%2E%2E/etc/passwd`)).toBe(join(root, 'etc/passwd'));
  });

  it.each([
    'http://vigie/index.html',
    'app://other/index.html',
    'app://user:secret@vigie/index.html',
    'app://vigie/',
    'app://vigie//etc/passwd',
    'app://vigie/..%2f..%2fetc%2fpasswd',
    'app://vigie/..%5c..%5cetc',
    'app://vigie/a%00.html',
    'app://vigie/%c0%ae%c0%ae/etc/passwd',
    'app://vigie/.env',
    'app://vigie/assets/.hidden/x.js',
    'not an address',
  ])('safety 22: refuses %s', (address) => {
    expect(assetPath(root, address)).toBeNull();
  });

  it('safety 22: whatever is asked, the answer lies below the root or is none', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%252e', '..%2f', '%5c', '%00', '~', 'C:', 'assets', 'index.html', ''),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const file = assetPath(root, `${APP_ORIGIN}/${pieces.join('/')}`);
        return file === null || (isInside(root, file) && !file.includes('\0'));
      }),
      { numRuns: 5_000 },
    );
  });
});
