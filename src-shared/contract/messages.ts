import { z } from 'zod';
import { infraRef, instant, operatorCode, pmRef } from '../domain/codes';
import { protocolErrorCodes } from './errors';
import { MESSAGE } from './lot2';

/** What the outbox shows its own operator: messages that wait, and those that were given up or refused. */
export const messageStates = ['waiting', 'dead'] as const;
export const messageState = z.enum(messageStates);
export type MessageState = z.infer<typeof messageState>;

const names = Object.values(MESSAGE) as [MessageName, ...MessageName[]];
export type MessageName = (typeof MESSAGE)[keyof typeof MESSAGE];

/**
 * Why a message was not taken: the recipient's code where it is one of the interface's; else one of ours. OTHER_REFUSAL: a
 * code that the interface does not have. UNREACHABLE: no answer, or a wrong one. NO_CREDENTIALS: the partners' file gives
 * the sender none there. INTERNAL: a fault on this hub.
 */
export const messageErrorCodes = [
  ...protocolErrorCodes,
  'OTHER_REFUSAL',
  'UNREACHABLE',
  'NO_CREDENTIALS',
  'INTERNAL',
] as const;
export type MessageErrorCode = (typeof messageErrorCodes)[number];

export const outboxMessage = z.strictObject({
  id: z.string(),
  state: messageState,
  message: z.enum(names),
  recipientCode: operatorCode,
  /** The job, as the sender's own desk has it. */
  infraRef,
  /** Null: the job is not on the sender's desk. */
  pmRef: pmRef.nullable(),
  /** Since it was written, or sent again. */
  attempts: z.int(),
  error: z
    .strictObject({
      code: z.enum(messageErrorCodes),
      /** The recipient's own sentence; never towards an impacted operator: it might say who ordered the job. */
      text: z.string().optional(),
    })
    .nullable(),
  writtenAt: instant,
  firstTriedAt: instant.nullable(),
  /** Null: dead, held up, or nobody to send it to. */
  nextTryAt: instant.nullable(),
  /** no-link: its recipient is neither hosted here nor among the partners. behind: an earlier message of the job goes first. */
  heldUp: z.enum(['no-link', 'behind']).nullable(),
  deadAt: instant.nullable(),
  resentAt: instant.nullable(),
});
export type OutboxMessage = z.infer<typeof outboxMessage>;

/** How an operator outside is reached now. */
export const partnerLink = z.strictObject({
  operatorCode,
  /** The newest lot that it speaks. */
  lot: z.union([z.literal(1), z.literal(2)]),
  /** After several failures in a row it is tried only now and then. */
  isDown: z.boolean(),
  /** When one that is down is tried again at the earliest; null: as soon as a message is due. */
  nextTryAt: instant.nullable(),
  lastHeardAt: instant.nullable(),
});
export type PartnerLinkState = z.infer<typeof partnerLink>;

/** What sending again did. Again on one that waits or arrived meanwhile: no effect. */
export const resendResult = z.strictObject({
  state: z.enum([...messageStates, 'delivered']),
  /** Messages that wait again: this one, and dead ones of the same job and recipient that go before it. */
  resent: z.int(),
});
export type ResendResult = z.infer<typeof resendResult>;
