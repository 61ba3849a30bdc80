import { logins } from './edge-world';

/**
 * Whose canaries a text holds: `CANARY-<CODE>-…` and people's logins, as they stand, escaped as JSON may write them, or
 * inside base64 (cursors are).
 */
export function canariesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const reading of [text, unescaped(text), ...decodedIn(text)]) {
    for (const [, code] of reading.matchAll(/CANARY-([A-Z0-9]{4})-/g)) if (code !== undefined) found.add(code);
    for (const { login, operatorCode } of logins) if (reading.includes(login)) found.add(operatorCode);
  }
  return found;
}

/** Escapes of JSON, and of addresses. */
function unescaped(text: string): string {
  const plain = text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return plain.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What long runs of base64, of either alphabet, say. */
function decodedIn(text: string): string[] {
  return (text.match(/[\w+/-]{16,}/g) ?? []).map((run) =>
    Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('latin1'),
  );
}
