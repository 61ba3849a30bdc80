import type { FieldSetting, Session } from '@shared/contract/http';
import type { CompteRenduDO } from '@shared/contract/lot2';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import type { Declared, Marks } from '../job/messages';

/** The job in hand: what the hub does not know, or what is needed to find it again. */
export interface KeptJob {
  readonly login: string;
  readonly infraRef: string;
  readonly declared: Declared;
  readonly commune: string;
  /** When this phone last asked for a test, by the hub's clock. */
  readonly lastTestAt: number | null;
  readonly marks: Marks;
  /** The end as it was sent: sent again it has to say the same instant. */
  readonly endAt: string | null;
  /** What is still to be told, once the job has ended. */
  readonly report: CompteRenduDO | null;
}

/** What the hub last told of it, and when, by its clock. */
export interface Seen {
  readonly job: Intervention;
  readonly outages: readonly Outage[];
  readonly at: string;
}

/** A start that was sent, and whose answer may have been lost: sent again unchanged it is the same job. */
export type Draft = Declared;

/**
 * What outlives a page. The session and what the hub told end with the tab; the job in hand outlives it, so that neither a
 * phone that drops the page nor a lost network loses notes.
 */
interface Places {
  readonly session: Session;
  readonly seen: Seen;
  /** Names and delays, for a page that is opened without a network. */
  readonly setting: FieldSetting;
  readonly draft: Draft;
  readonly job: KeptJob;
}

const storageOf = (name: keyof Places): Storage => (name === 'job' ? localStorage : sessionStorage);

export function recall<N extends keyof Places>(name: N): Places[N] | null {
  try {
    const text = storageOf(name).getItem(`vigie.field.${name}`);
    return text === null ? null : (JSON.parse(text) as Places[N]);
  } catch {
    // A phone may refuse storage, or hold what an older page wrote.
    return null;
  }
}

export function keep<N extends keyof Places>(name: N, value: Places[N] | null): void {
  try {
    if (value === null) storageOf(name).removeItem(`vigie.field.${name}`);
    else storageOf(name).setItem(`vigie.field.${name}`, JSON.stringify(value));
  } catch {
    // Without storage the page works as long as it is open.
  }
}
