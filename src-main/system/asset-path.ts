import { isAbsolute, join, relative, sep } from 'node:path';

export const APP_SCHEME = 'app';
export const APP_HOST = 'vigie';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** The page that the app opens. */
export const MAIN_PAGE = `${APP_ORIGIN}/windows/main/index.html`;

/**
 * The file below `root` that an `app://vigie/` address names; null for anything else (safety 22): another host, a path that
 * climbs out in whatever encoding, an empty or hidden segment, a backslash, a NUL. Links are for the caller to resolve
 * and check again.
 */
export function assetPath(root: string, address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST || url.username !== '' || url.password !== '')
    return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  const segments = path.split('/').slice(1);
  if (segments.length === 0 || !segments.every(isPlainName)) return null;
  const file = join(root, ...segments);
  return isInside(root, file) ? file : null;
}

/** One name of a file we ship: no dot in front, nothing that a file system reads as more than a name. */
function isPlainName(segment: string): boolean {
  return /^[\w@-][\w@.-]*$/.test(segment) && !segment.includes('..');
}

/** Whether `file` lies below `root`; both absolute. Used again on what a link points to. */
export function isInside(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
