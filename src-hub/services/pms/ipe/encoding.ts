import type { IpeEncoding } from '@shared/contract/ipe';

/**
 * Cells are read byte for byte (`latin1`: one character a byte) and decoded when the whole file was seen: only then is it
 * known whether it was UTF-8. What cuts a CSV into cells is ASCII in both.
 */
export class EncodingWatch {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #valid = true;

  see(part: Uint8Array): void {
    if (!this.#valid) return;
    try {
      this.#decoder.decode(part, { stream: true });
    } catch {
      this.#valid = false;
    }
  }

  /** What the bytes seen so far are. Files of before UTF-8 are Windows-1252. */
  end(): IpeEncoding {
    try {
      if (this.#valid) this.#decoder.decode();
    } catch {
      this.#valid = false;
    }
    return this.#valid ? 'utf-8' : 'windows-1252';
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Windows-1252 from 0x80 on, where it is not Latin-1: Node's own decoder of that name reads Latin-1. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A cell's text; null: its bytes are none of this encoding. */
export function decodeCell(cell: string, encoding: IpeEncoding): string | null {
  if (encoding === 'windows-1252')
    return cell.replace(/[\u0080-\u009f]/g, (byte) => HIGH[byte.charCodeAt(0) - 0x80] ?? byte);
  if (!/[\u0080-\u00ff]/.test(cell)) return cell;
  try {
    return utf8.decode(Buffer.from(cell, 'latin1'));
  } catch {
    return null;
  }
}

/** A cell's text where its encoding is not known yet: nothing but UTF-8 looks like UTF-8. */
export const likelyText = (cell: string): string =>
  decodeCell(cell, 'utf-8') ?? decodeCell(cell, 'windows-1252') ?? cell;
