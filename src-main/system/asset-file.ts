import { realpath } from 'node:fs/promises';
import { assetPath, isInside } from './asset-path';

/** The file that an `app://` address leads to; null when there is none, or when a link leads out of `root` (safety 22). */
export async function assetFile(root: string, address: string): Promise<string | null> {
  const file = assetPath(root, address);
  if (file === null) return null;
  try {
    const [real, realRoot] = await Promise.all([realpath(file), realpath(root)]);
    return isInside(realRoot, real) ? real : null;
  } catch {
    return null;
  }
}
