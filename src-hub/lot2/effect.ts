import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import type { Turn } from '../engine/turn';

/** A message as it reaches an operator hosted here. */
export interface Envelope {
  readonly senderCode: OperatorCode;
  readonly recipientCode: OperatorCode;
  readonly infraRef: InfraRef;
  readonly body: unknown;
  /** What hosted operators tell each other beside the wire's body. */
  readonly context: object;
}

/**
 * What a delivered message does to its recipient's records. Throws ProtocolRefusal before it writes anything: a refusal
 * is recorded in the same transaction.
 */
export type Effect = (turn: Turn, envelope: Envelope) => Promise<void>;
