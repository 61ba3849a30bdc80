import type { Severity } from '@shared/domain/outage';
import type { ReactNode } from 'react';
import './marks.css';

/**
 * Severity as a shape that reads without colour (look.md): critical a diamond with "!", major a triangle, minor a ring
 * with a bar, to confirm a square with a tick, none a dot. `label` is its name in words; absent where the words stand
 * right beside it.
 */
export function SeverityMark({ severity, size = 20, label }: { severity: Severity; size?: number; label?: string }) {
  const box = { className: `severity severity-${severity}`, width: size, height: size, viewBox: '0 0 20 20' };
  if (label === undefined)
    return (
      <svg {...box} aria-hidden="true">
        {shapes[severity]}
      </svg>
    );
  return (
    <svg {...box}>
      <title>{label}</title>
      {shapes[severity]}
    </svg>
  );
}

const shapes: Readonly<Record<Severity, ReactNode>> = {
  critical: (
    <>
      <rect className="fill" x="3.6" y="3.6" width="12.8" height="12.8" rx="1.6" transform="rotate(45 10 10)" />
      <path className="on" d="M10 5.6v5.2" />
      <circle className="on-dot" cx="10" cy="13.8" r="1.2" />
    </>
  ),
  major: (
    <>
      <path className="fill" d="M10 2.4 18.6 17a.9.9 0 0 1-.8 1.3H2.2a.9.9 0 0 1-.8-1.3z" />
      <path className="on" d="M10 7.6v4.8" />
      <circle className="on-dot" cx="10" cy="15.2" r="1.1" />
    </>
  ),
  minor: (
    <>
      <circle className="ring" cx="10" cy="10" r="7" />
      <path className="bar" d="M6.6 10h6.8" />
    </>
  ),
  warning: (
    <>
      <rect className="ring" x="2.8" y="2.8" width="14.4" height="14.4" rx="2.4" />
      <path className="bar" d="m6.4 10.2 2.5 2.5 4.8-5.2" />
    </>
  ),
  none: <circle className="fill" cx="10" cy="10" r="4" />,
};

export type Consent = 'yes' | 'no' | 'waiting';

const consentSigns: Readonly<Record<Consent, string>> = { yes: '✓', no: '✕', waiting: '…' };

/** May it be repaired, as a sign and words; never red or green alone. */
export function ConsentMark({ consent, children }: { readonly consent: Consent; readonly children: ReactNode }) {
  return (
    <span className={`badge badge-${consent}`}>
      <span aria-hidden>{consentSigns[consent]}</span> {children}
    </span>
  );
}

type Tone = 'plain' | 'critical' | 'major' | 'minor' | 'warning' | 'yes' | 'no' | 'accent';

/** A short word in a frame. */
export function Badge({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
