/**
 * A colleague's login without the operator that everybody at this desk shares: `supervisor.bytl` → `supervisor`.
 * Acts on an outage are each operator's own desk's, so nothing is lost.
 */
export function shortActor(actor: string, operatorCode: string): string {
  const suffix = `.${operatorCode.toLowerCase()}`;
  return actor.endsWith(suffix) ? actor.slice(0, -suffix.length) : actor;
}
