import type { ProblemCode, ProblemPlace, ProtocolErrorCode } from '@shared/contract/errors';

/** A call of our own API that cannot be served; becomes problem+json at the edge. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly places?: readonly ProblemPlace[],
  ) {
    super(detail ?? code);
  }
}

/** A message of the protocol that cannot be served; becomes Lot 2's 400 body at the edge. */
export class ProtocolRefusal extends Error {
  override readonly name = 'ProtocolRefusal';
  constructor(
    readonly error: ProtocolErrorCode,
    readonly description: string,
    readonly parameters: readonly string[] = [],
  ) {
    super(`${error}: ${description}`);
  }
}
