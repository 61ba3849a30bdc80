import type { ProblemPlace } from '@shared/contract/errors';
import { Refusal } from './refusals';

/** Arrays and objects inside each other, at most: ours are five deep. */
const DEEPEST = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: readonly number[] = [0x5b, 0x7b];
const CLOSING: readonly number[] = [0x5d, 0x7d];

/**
 * JSON from outside. Its depth is counted before anything is built of it: what walks it afterwards may call itself.
 * `line` is where it stands in an NDJSON body.
 * @throws Refusal MALFORMED_BODY
 */
export function readJson(text: string, line?: number): unknown {
  if (isTooDeep(text)) throw malformed(`nested more than ${DEEPEST} deep`, line);
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('not JSON', line);
  }
}

function malformed(message: string, line: number | undefined): Refusal {
  const place: ProblemPlace = { field: '', message, ...(line === undefined ? {} : { line }) };
  return new Refusal('MALFORMED_BODY', undefined, [place]);
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (OPENING.includes(code)) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (CLOSING.includes(code)) depth -= 1;
  }
  return false;
}
