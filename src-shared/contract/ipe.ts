import { z } from 'zod';
import { accuracies } from '../domain/pm';
import { problemPlace } from './errors';

/** How an IPE file is written; what is not given is found out. ISO-8859-1 is read as Windows-1252, which it is a part of. */
export const ipeEncodings = ['utf-8', 'windows-1252'] as const;
export type IpeEncoding = (typeof ipeEncodings)[number];
export const ipeSeparators = ['semicolon', 'comma', 'tab', 'pipe'] as const;
export type IpeSeparator = (typeof ipeSeparators)[number];
/** WGS84 in degrees; all others in metres: Lambert-93, and UTM as it is used overseas. */
export const ipeProjections = ['WGS84', 'LAMBERT93', 'RGAF09', 'RGFG95', 'RGR92', 'RGM04', 'RGSPM06'] as const;
export type IpeProjection = (typeof ipeProjections)[number];

const format = {
  encoding: z.enum(ipeEncodings).optional(),
  separator: z.enum(ipeSeparators).optional(),
  /** Of every row, whatever the file says. */
  projection: z.enum(ipeProjections).optional(),
};
export const ipeFormat = z.strictObject(format);
export type IpeFormat = z.infer<typeof ipeFormat>;

/** `close`: PMs that the file calls abandoned, and that no line and no open job uses, leave the inventory. */
export const ipeImport = z.strictObject({ ...format, close: z.enum(['true', 'false']).default('false') });

/** What can be wrong with a file; screens have a sentence for each. */
export const ipeProblemCodes = [
  'not-csv',
  'binary',
  'missing-column',
  'double-column',
  'row-length',
  'bad-reference',
  'bad-insee',
  'empty',
  'unknown-projection',
  'not-a-place',
  'told-otherwise',
  'other-encoding',
  'other-operator',
  'no-centre',
] as const;
export const ipeProblem = problemPlace.extend({ code: z.enum(ipeProblemCodes) });
export type IpeProblem = z.infer<typeof ipeProblem>;

/** Of each kind of change, at most this many are listed, and as many errors. */
export const IPE_LISTED = 100;

const named = { pmRef: z.string(), commune: z.string() };

/** What importing a file would change; nothing is written. */
export const ipePreview = z.strictObject({
  format: z.strictObject({
    encoding: z.enum(ipeEncodings),
    separator: z.enum(ipeSeparators),
    /** In which PMs of the file have their places. */
    projections: z.array(z.enum(ipeProjections)),
  }),
  rows: z.int(),
  /** PMs: what becomes of each that is deployed; the abandoned that are known; those known that the file does not name. */
  counts: z.strictObject({
    named: z.int(),
    added: z.int(),
    moved: z.int(),
    renamed: z.int(),
    unchanged: z.int(),
    closed: z.int(),
    /** Abandoned and known, but used by lines or an open job: they stay. */
    inUse: z.int(),
    /** Not deployed yet, or abandoned and not known: left out. */
    leftOut: z.int(),
    /** Known and not in the file: they stay as they are. */
    absent: z.int(),
    /** Without coordinates: placed at the centre of their commune. */
    approximate: z.int(),
  }),
  /** Degrees, of the deployed PMs; null: none has a place. */
  extent: z.strictObject({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }).nullable(),
  added: z.array(z.strictObject({ ...named, department: z.string(), accuracy: z.enum(accuracies) })),
  /** The farthest first. */
  moved: z.array(z.strictObject({ ...named, metres: z.number() })),
  renamed: z.array(z.strictObject({ ...named, before: z.string() })),
  /** `inUse`: lines or an open job are there, so it stays. */
  closed: z.array(z.strictObject({ ...named, lineCount: z.int(), inUse: z.boolean() })),
  /** Codes of other operators in the column CodeOI: perhaps the file is theirs. */
  otherOperators: z.array(z.string()),
  /** With any, nothing can be imported. */
  problems: z.strictObject({ total: z.int(), places: z.array(ipeProblem) }),
});
export type IpePreview = z.infer<typeof ipePreview>;
