import { APP_ORIGIN } from './asset-path';

/** Pages outside the app that a person may open from it, in the system's browser. */
const outsideOrigins: readonly string[] = ['https://www.arcep.fr', 'https://www.interop-fibre.fr'];

/** Where an address may lead (safety 22): compared by parsed origin, never by prefix. */
export function mayNavigate(address: string): boolean {
  return originOf(address) === APP_ORIGIN;
}

/** Whether an address may be handed to the system's browser. */
export function mayOpenOutside(address: string): boolean {
  const origin = originOf(address);
  return origin !== null && outsideOrigins.includes(origin);
}

/** Origin of an address, also of `app://` ones, whose `URL.origin` is "null"; null when it cannot be read. */
export function originOf(address: string): string | null {
  try {
    const url = new URL(address);
    if (url.username !== '' || url.password !== '') return null;
    return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin;
  } catch {
    return null;
  }
}
