import { readFileSync } from 'node:fs';
import { problemStatus } from '@shared/contract/errors';
import { feedEndings, feedKinds } from '@shared/contract/feed';
import { type Call, calls, reportKinds } from '@shared/contract/http';
import { matrix } from '@shared/domain/authorisation';
import type { Role } from '@shared/domain/codes';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const letters: Readonly<Record<Role, string>> = {
  supervisor: 'S',
  hotline: 'H',
  auditor: 'A',
  technician: 'T',
  admin: 'D',
  system: 'Y',
  partner: 'P',
};

/** Second cell of the row of a call. */
function whoMay(call: Call): string | undefined {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${call.method} ${call.path}\` |`));
  return row?.split('|')[2]?.trim();
}

it.each(Object.entries(calls as Readonly<Record<string, Call>>))('docs/api.md has a row for the call %s', (_, call) => {
  expect(whoMay(call)).toBeDefined();
});

it('docs/api.md says who may, where it is one list of roles', () => {
  for (const call of Object.values(calls as Readonly<Record<string, Call>>)) {
    const said = whoMay(call) ?? '';
    if (!/^[SHATDYP]( [SHATDYP])*$/.test(said)) continue;
    const may = call.action === null ? [] : (Object.keys(matrix[call.action]) as Role[]).map((role) => letters[role]);
    expect([call.path, said.split(' ').sort()]).toEqual([call.path, may.sort()]);
  }
});

it.each(Object.entries(problemStatus))('docs/api.md explains the error %s', (code, status) => {
  expect(page).toContain(`| \`${code}\` | ${status} |`);
});

it('docs/api.md names every report, kind of change and end of a socket', () => {
  for (const name of [...reportKinds, ...feedKinds, ...feedEndings]) expect(page).toContain(`\`${name}\``);
});
