/** The hub that this start was given (`--hub=URL`, or VIGIE_HUB); undefined when none, or no address of a hub. */
export function hubArgument(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const flag = argv.find((arg) => arg.startsWith('--hub='))?.slice('--hub='.length);
  const wanted = flag ?? env.VIGIE_HUB;
  if (wanted === undefined) return undefined;
  try {
    const { protocol, origin } = new URL(wanted);
    return protocol === 'http:' || protocol === 'https:' ? origin : undefined;
  } catch {
    return undefined;
  }
}
