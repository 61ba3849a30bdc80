import { worksNotice } from '@shared/domain/works';
import { expect, it } from 'vitest';
import { girondeNetwork } from '../gironde';
import { worksOf } from './works';

it('a network’s works of a day are the same whenever they are told, and such as the hub takes', () => {
  const network = girondeNetwork();
  const works = worksOf(network, 'GTHD', 7, '2026-11-24');
  expect(worksOf(network, 'GTHD', 7, '2026-11-24')).toEqual(works);
  for (const one of works) expect(worksNotice.parse(one)).toEqual(one);
  const own = new Set(network.pms.filter((pm) => pm.infraOperatorCode === 'GTHD').map(({ pmRef }) => pmRef));
  const named = works.flatMap(({ pmRefs }) => pmRefs);
  expect(named.every((pmRef) => own.has(pmRef))).toBe(true);
  expect(new Set(named).size).toBe(named.length);
});
