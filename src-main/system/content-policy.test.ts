import { describe, expect, it } from 'vitest';
import { contentPolicy } from './content-policy';

const directives = (policy: string) =>
  new Map(policy.split('; ').map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]));

describe('safety 23: content security policy', () => {
  it('safety 23: nothing by default, nothing unsafe', () => {
    const policy = contentPolicy([]);
    expect(directives(policy).get('default-src')).toEqual(["'none'"]);
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:|http/);
  });

  it('safety 23: the page reaches the known hubs alone, by HTTP and by socket', () => {
    expect(
      directives(contentPolicy(['http://127.0.0.1:4810', 'https://hub.example/vigie'])).get('connect-src'),
    ).toEqual(["'self'", 'http://127.0.0.1:4810', 'ws://127.0.0.1:4810', 'https://hub.example', 'wss://hub.example']);
  });
});
