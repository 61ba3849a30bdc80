import type { IpeSeparator } from '@shared/contract/ipe';

export const separatorCharacters: Readonly<Record<IpeSeparator, string>> = {
  semicolon: ';',
  comma: ',',
  tab: '\t',
  pipe: '|',
};

/** The separator that a header is cut by: the most frequent outside quotes; `;` where there is none. */
export function separatorOf(header: string): IpeSeparator {
  const bare = header.replace(/"[^"]*"/g, '');
  const counted = (Object.keys(separatorCharacters) as IpeSeparator[]).map(
    (name) => [name, bare.split(separatorCharacters[name]).length] as const,
  );
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
