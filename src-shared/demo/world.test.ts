import { describe, expect, it } from 'vitest';
import girondeJson from '../../resources/places/gironde.json';
import { line } from '../domain/line';
import { ipeCsv } from './ipe';
import { toLambert93 } from './lambert93';
import { type DemoLine, linesOf, linesOfPm } from './lines';
import { demoAccounts, demoRetailers } from './operators';
import { isInside, places } from './places';
import { createWorld, PON_CAPACITY } from './world';

const gironde = places.parse(girondeJson);
const world = createWorld(gironde, 1);
const everyLine: readonly DemoLine[] = world.pms.flatMap((pm) => linesOfPm(world, pm));

describe('the communes of Gironde', () => {
  it('puts the towns where they are', () => {
    const at = (name: string) => gironde.communes.find((commune) => commune.name === name);
    expect(gironde.communes).toHaveLength(534);
    expect(at('Bordeaux')).toMatchObject({ inseeCode: '33063', longitude: -0.5805, latitude: 44.84044, zone: 1 });
    for (const name of ['Mérignac', 'Pessac', 'Arcachon', 'Libourne', 'Langon', 'La Teste-de-Buch']) {
      expect(at(name)?.position).toBe('exact');
    }
  });

  it('estimates no position outside the département', () => {
    const astray = gironde.communes.filter(
      (commune) => commune.position === 'estimated' && !isInside(gironde.outline, commune.longitude, commune.latitude),
    );
    expect(astray).toEqual([]);
  });
});

describe('the demonstration world', () => {
  it('is the same for the same seed and another for another', () => {
    expect(createWorld(gironde, 1)).toEqual(world);
    expect(createWorld(gironde, 2).pms.slice(0, 20)).not.toEqual(world.pms.slice(0, 20));
  });

  it('makes one PM alike whether asked alone or after others', () => {
    const pm = world.pms[1234];
    if (pm === undefined) throw new Error('too few PMs');
    expect(linesOfPm(createWorld(gironde, 1), pm)).toEqual(everyLine.slice(pm.firstLine, pm.firstLine + pm.lineCount));
  });

  it('has about 2,000 PMs and 200,000 lines, shared as the operators are', () => {
    expect(world.pms.length).toBeGreaterThan(1850);
    expect(world.pms.length).toBeLessThan(2150);
    expect(Math.abs(world.lineCount - 200_000)).toBeLessThan(6_000);
    expect(everyLine).toHaveLength(world.lineCount);
    for (const { code, lineShare } of demoRetailers) {
      const count = world.pms.reduce((sum, pm) => sum + (pm.lineCounts[code] ?? 0), 0);
      expect(Math.abs(count / world.lineCount - lineShare), code).toBeLessThan(0.02);
    }
  });

  it('has building PMs of tens of lines and street PMs of 50 to 400', () => {
    for (const pm of world.pms) {
      expect(pm.lineCount).toBeLessThanOrEqual(pm.kind === 'building' ? 60 : 400);
      expect(pm.lineCount).toBeGreaterThanOrEqual(pm.kind === 'building' ? 10 : 50);
      expect(pm.homes).toBeGreaterThanOrEqual(pm.lineCount);
    }
    expect(world.pms.some((pm) => pm.lineCounts.BYTL === undefined)).toBe(true);
  });

  it('gives each PM one reference, an owner by zone and a place on land', () => {
    expect(new Set(world.pms.map((pm) => pm.pmRef)).size).toBe(world.pms.length);
    for (const pm of world.pms) {
      expect(pm.pmRef).toMatch(pm.infraOperatorCode === 'FTEL' ? /^FI-33\d{3}-[\dA-F]{4}$/ : /^GT-33\d{3}-[\dA-F]{4}$/);
      if (pm.accuracy === 'exact') expect(isInside(gironde.outline, pm.longitude, pm.latitude), pm.pmRef).toBe(true);
    }
  });
});

describe('the lines of the demonstration', () => {
  it('has no reference, ONT or position twice', () => {
    const distinct = (key: (owned: DemoLine) => string | undefined) => new Set(everyLine.map(key)).size;
    expect(distinct(({ line: { ptoRef } }) => ptoRef)).toBe(everyLine.length);
    expect(distinct(({ line: { ponPath, ontNumber } }) => `${ponPath} ${ontNumber}`)).toBe(everyLine.length);
    expect(distinct(({ line: { ontSerial } }) => ontSerial?.slice(4))).toBe(everyLine.length);
    expect(distinct(({ line: { lineServiceRef } }) => lineServiceRef)).toBe(everyLine.length);
    expect(distinct(({ line: l }) => `${l.pmRef} ${l.pmModuleName} ${l.pmModulePosition}`)).toBe(everyLine.length);
    expect(distinct(({ line: l, operatorCode }) => `${operatorCode} ${l.pmRef} ${l.splitterPosition}`)).toBe(
      everyLine.length,
    );
  });

  it('keeps each PON to one operator at one PM, and within its capacity', () => {
    const pons = new Map<string, { owner: string; count: number }>();
    const shared: string[] = [];
    for (const { operatorCode, line: l } of everyLine) {
      const owner = `${operatorCode} ${l.pmRef} ${l.splitterPosition.split('-')[0]}`;
      const pon = pons.get(l.ponPath) ?? { owner, count: 0 };
      if (pon.owner !== owner) shared.push(l.ponPath);
      pon.count++;
      pons.set(l.ponPath, pon);
    }
    expect(shared).toEqual([]);
    expect(Math.max(...[...pons.values()].map(({ count }) => count))).toBeLessThanOrEqual(PON_CAPACITY);
  });

  it('mixes operators within a module', () => {
    const byModule = new Map<string, Set<string>>();
    for (const { operatorCode, line: l } of everyLine) {
      const key = `${l.pmRef} ${l.pmModuleName}`;
      byModule.set(key, (byModule.get(key) ?? new Set()).add(operatorCode));
    }
    const mixed = [...byModule.values()].filter((codes) => codes.size > 1).length;
    expect(mixed / byModule.size).toBeGreaterThan(0.9);
  });

  it('holds the schema of PUT /api/lines', () => {
    for (let i = 0; i < everyLine.length; i += 211) {
      const owned = everyLine[i];
      expect(line.parse(owned?.line)).toEqual(owned?.line);
      expect(owned?.line.ptoRef).toMatch(/^(FI|GT)-[\dA-F]{4}-[\dA-F]{4}$/);
    }
  });

  it('lists an operator whole and nobody else', () => {
    const own = Array.from(linesOf(world, 'BYTL'), ({ ptoRef }) => ptoRef);
    const expected = everyLine.filter(({ operatorCode }) => operatorCode === 'BYTL').map((owned) => owned.line.ptoRef);
    expect(own.join()).toBe(expected.join());
  });
});

describe('the IPE file', () => {
  it('projects as proj4 does, to the centimetre', () => {
    expect(toLambert93(3, 46.5).y).toBeCloseTo(6_600_000, 2);
    const bordeaux = toLambert93(-0.5805, 44.84044);
    expect(bordeaux.x).toBeCloseTo(417_152.2, 2);
    expect(bordeaux.y).toBeCloseTo(6_422_110.926, 2);
  });

  it.each(['FTEL', 'GTHD'])('names every PM of %s and adds up its homes', (code) => {
    const [header, ...rows] = ipeCsv(world, code).trimEnd().split('\r\n');
    const width = header?.split(';').length;
    const homes = new Map<string, number>();
    for (const row of rows) {
      const cells = row.split(';');
      expect(cells).toHaveLength(width ?? 0);
      homes.set(cells[0] ?? '', (homes.get(cells[0] ?? '') ?? 0) + Number(cells.at(-1)));
    }
    const expected = world.pms.filter((pm) => pm.infraOperatorCode === code).map((pm) => [pm.pmRef, pm.homes]);
    expect([...homes]).toEqual(expected);
  });
});

it('has the accounts of the fixed points', () => {
  const logins = demoAccounts.map(({ login }) => login);
  expect(logins).toEqual(
    expect.arrayContaining(['supervisor.bytl', 'hotline.sfra', 'auditor.ftel', 'technician.ftel']),
  );
});
