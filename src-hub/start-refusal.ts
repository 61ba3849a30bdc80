/** The hub cannot start, or was asked for what it cannot do: one clear line for whoever started it. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
  constructor(
    message: string,
    /** 2: asked wrongly (flags); 1: everything else. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}
