import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { operatorCode } from '@shared/domain/codes';
import { z } from 'zod';
import { StartRefusal } from '../start-refusal';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const millis = (least: number, most: number) => z.int().min(least).max(most);

/** One operator outside this hub, as `--partners FILE` describes it. Paths of certificates are relative to the file. */
const partner = z.strictObject({
  code: operatorCode,
  name: z.string().min(1).max(100),
  roles: z.array(z.enum(['OI', 'OC', 'DO'])).min(1),
  /** Versions of the interface that it serves, with the base of each: `{"2": "https://…/v2"}`. */
  lots: z.strictObject({ 1: url.optional(), 2: url.optional() }).refine((lots) => lots[1] ?? lots[2], {
    message: 'at least one lot',
  }),
  /**
   * What each operator hosted here shows to be let in there (OAuth client credentials): the partner knows by it who sends.
   */
  credentials: z.strictObject({
    tokenUrl: url,
    scope: z.string().min(1).max(200).optional(),
    clients: z.record(
      operatorCode,
      z.strictObject({ clientId: z.string().min(1).max(200), clientSecret: z.string().min(1).max(500) }),
    ),
  }),
  /** What it shows to be let in here. */
  inbound: z
    .strictObject({ clientId: z.string().min(1).max(100), clientSecret: z.string().min(8).max(500) })
    .optional(),
  /** An answer that takes longer counts as none. */
  timeoutMs: millis(100, 60_000).default(5_000),
  /** Jobs whose messages are sent at the same time; messages of one job always follow one another. */
  atOnce: z.int().min(1).max(64).default(8),
  /** A message that could not be delivered for this long waits for a supervisor. */
  giveUpAfterMs: millis(1_000, 7 * 86_400_000).default(86_400_000),
  tls: z.strictObject({ certificate: z.string(), key: z.string(), authority: z.string().optional() }).optional(),
});

const file = z.strictObject({
  partners: z.array(partner).superRefine((partners, context) => {
    const seen = new Set<string>();
    for (const [i, { code }] of partners.entries()) {
      if (seen.has(code)) context.addIssue({ code: 'custom', path: [i, 'code'], message: `${code} is there twice` });
      seen.add(code);
    }
  }),
});

export type PartnerConfig = z.infer<typeof partner>;

/**
 * Reads a partners' file; the PEM files that it names are read with it.
 * @throws StartRefusal naming the file, and the field that does not fit
 */
export function readPartners(path: string): readonly PartnerConfig[] {
  const whole = resolve(path);
  const parsed = file.safeParse(parse(whole));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || 'the file';
    throw new StartRefusal(`--partners ${whole}: ${field}: ${issue?.message ?? 'does not fit'}.`, 2);
  }
  const pem = (name: string): string => read(resolve(dirname(whole), name));
  return parsed.data.partners.map(({ tls, ...rest }) => ({
    ...rest,
    ...(tls && {
      tls: {
        certificate: pem(tls.certificate),
        key: pem(tls.key),
        ...(tls.authority !== undefined && { authority: pem(tls.authority) }),
      },
    }),
  }));
}

function parse(path: string): unknown {
  const text = read(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartRefusal(`--partners ${path}: not JSON: ${(error as Error).message}.`, 2);
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StartRefusal(`--partners: ${path} cannot be read: ${(error as Error).message}.`, 2);
  }
}
