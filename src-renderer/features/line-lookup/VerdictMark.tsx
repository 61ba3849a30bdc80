import type { Verdict } from '@shared/domain/verdict';
import type { ReactNode } from 'react';

const shapes: Readonly<Record<Verdict['verdict'], ReactNode>> = {
  yes: (
    <>
      <path className="fill" d="M20 4 36 34H4z" />
      <path className="on" d="M20 15v9" />
      <circle className="on-dot" cx="20" cy="29" r="2" />
    </>
  ),
  no: (
    <>
      <circle className="ring" cx="20" cy="20" r="15" />
      <path className="ring" d="M12 20h16" />
    </>
  ),
  unknown: (
    <>
      <rect className="frame" x="5" y="5" width="30" height="30" rx="4" />
      <path className="hatch" d="M5 15 15 5M5 25 25 5M5 35 35 5M15 35 35 15M25 35 35 25" />
    </>
  ),
};

/** The verdict as a shape that reads without colour; the words stand beside it. Unknown is hatched, never like "no". */
export function VerdictMark({ verdict, size }: { readonly verdict: Verdict['verdict']; readonly size: number }) {
  return (
    <svg
      className={`verdict-mark verdict-${verdict}`}
      width={size}
      height={size}
      viewBox="0 0 40 40"
      aria-hidden="true"
    >
      {shapes[verdict]}
    </svg>
  );
}
