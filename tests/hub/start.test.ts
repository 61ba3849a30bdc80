import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub';

let test: TestHub;
beforeAll(async () => {
  test = await startTestHub();
});
afterAll(() => test.stop());

it('starts with the operators of the demonstration', () => {
  expect([...test.hub.ctx.directory.all.keys()]).toEqual(['BYTL', 'FREE', 'FTEL', 'GTHD', 'SFRA']);
});
