import { describe, expect, it } from 'vitest';
import { agesOf, HubClock, silenceOf } from './hub-clock';

const at = (ms: number) => new Date(ms).toISOString();
const alarms = { id: 'alarms:BYTL', kind: 'alarms', operatorCode: 'BYTL' } as const;
const orange = { id: 'messages:FTEL', kind: 'messages', operatorCode: 'FTEL' } as const;

describe('HubClock', () => {
  it('trusts the heartbeat that was delayed least', () => {
    const clock = new HubClock();
    clock.hear(at(100_000), 90_200);
    clock.hear(at(101_000), 91_010);
    clock.hear(at(102_000), 92_700);
    expect(clock.offsetMs).toBe(9_990);
  });
});

describe('agesOf', () => {
  it('safety 13: each source is silent on its own, after 5 s by the hub clock, or when never heard', () => {
    const ages = agesOf(
      [
        { ...alarms, lastHeardAt: at(60_000) },
        { ...orange, lastHeardAt: at(66_500) },
        { ...orange, id: 'messages:GTHD', operatorCode: 'GTHD', lastHeardAt: null },
      ],
      67_000,
    );
    expect(ages.map(({ ageSeconds, silent }) => [ageSeconds, silent])).toEqual([
      [7, true],
      [0, false],
      [null, true],
    ]);
    expect(silenceOf(ages, 'BYTL')).toEqual({ own: true, networks: new Set(['GTHD']) });
    expect(silenceOf(ages, 'SFRA').own).toBe(false);
  });
});
