import type { ReactNode } from 'react';

export type LegendShapeName = 'critical' | 'major' | 'minor' | 'warning' | 'intervention' | 'works' | 'pm' | 'unknown';

/** The shapes of sprites.ts and pm-shaders.ts, small, for words beside them. Colours come from the class. */
const drawings: Readonly<Record<LegendShapeName, ReactNode>> = {
  critical: <path className="filled" d="M8 0.5 15.5 8 8 15.5 0.5 8Z" />,
  major: <path className="filled" d="M8 1 15.5 14.5H0.5Z" />,
  minor: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M5 8h6" />
    </>
  ),
  warning: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2" />
      <path d="m5 8.2 2 2.2 4-4.6" />
    </>
  ),
  intervention: (
    <>
      <circle cx="8" cy="8" r="5" />
      <circle className="filled" cx="8" cy="8" r="1.2" />
    </>
  ),
  works: (
    <>
      <path className="filled" d="M1 4h14v6H1zM3 10h2v4H3zM11 10h2v4h-2z" />
      <path className="gap" d="m4 9.8 2.4-5.6M9 9.8l2.4-5.6" />
    </>
  ),
  pm: <circle className="filled" cx="8" cy="8" r="2" />,
  unknown: <path d="M1 6 6 1M1 11 11 1M3 14 14 3M8 14l6-6" />,
};

export function LegendShape({ name }: { readonly name: LegendShapeName }) {
  return (
    <svg className="legend-shape" data-shape={name} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
