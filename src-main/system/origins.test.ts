import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayNavigate, mayOpenOutside, originOf } from './origins';

describe('safety 22: where a page may lead', () => {
  it('safety 22: stays among the pages of the app', () => {
    expect(mayNavigate('app://vigie/windows/main/index.html#/queue')).toBe(true);
    expect(mayNavigate('https://vigie.example/')).toBe(false);
    expect(mayNavigate('app://vigie.example/windows/main/index.html')).toBe(false);
    expect(mayNavigate('app://vigie@evil.example/')).toBe(false);
    expect(mayNavigate('file:///etc/passwd')).toBe(false);
    expect(mayNavigate('javascript:alert(1)')).toBe(false);
    expect(mayNavigate('data:text/html,app://vigie/')).toBe(false);
  });

  it('safety 22: opens outside only what is on the list, by origin and not by prefix', () => {
    expect(mayOpenOutside('https://www.arcep.fr/la-regulation')).toBe(true);
    expect(mayOpenOutside('http://www.arcep.fr/')).toBe(false);
    expect(mayOpenOutside('https://www.arcep.fr.evil.example/')).toBe(false);
    expect(mayOpenOutside('https://www.arcep.fr@evil.example/')).toBe(false);
    expect(mayOpenOutside('https://evil.example/https://www.arcep.fr/')).toBe(false);
    expect(mayOpenOutside('https://www.arcep.fr:8443/')).toBe(false);
  });

  it('safety 22: no address whatever is both unreadable and let through', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.webUrl().map((url) => `https://www.arcep.fr@${url}`),
        ),
        (address) => {
          const origin = originOf(address);
          expect(mayNavigate(address)).toBe(origin === 'app://vigie');
          expect(mayOpenOutside(address) && origin === null).toBe(false);
        },
      ),
    );
  });
});
