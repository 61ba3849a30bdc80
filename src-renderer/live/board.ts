import type { FeedChange } from '@shared/contract/feed';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import { type Criteria, criteriaOf, noFilters } from './criteria';
import type { Copy } from './fold';
import { type Filters, type MapHit, type MapMarks, severityCode } from './live';
import { Marks } from './marks';
import type { PmStore } from './pm-store';
import { type Entry, entryOf, Queue } from './queue';
import { Tally } from './tally';
import { searchable } from './text';

const NOWHERE = { name: '', department: '' };
const isOpen = ({ state }: Intervention): boolean => state === 'open' || state === 'testing';

/** Many values under one key, without leaving empty sets behind. */
class Index<K, V> {
  readonly #sets = new Map<K, Set<V>>();
  get(key: K): ReadonlySet<V> | undefined {
    return this.#sets.get(key);
  }
  add(key: K, value: V): void {
    const set = this.#sets.get(key);
    if (set) set.add(value);
    else this.#sets.set(key, new Set([value]));
  }
  clear(): void {
    this.#sets.clear();
  }
}

/**
 * What the desk shows of the copy: the queue, the PMs' states, the marks, the counts, all after filters and all kept
 * up to date change by change.
 */
export class Board {
  #copy: Copy | null = null;
  #pms: PmStore | null = null;
  #filters: Filters = noFilters;
  #criteria: Criteria = criteriaOf(noFilters);
  #entries = new Map<string, Entry>();
  /** Ids of the outages that the filters let through. */
  #matching = new Set<string>();
  #haystacks = new Map<string, string>();
  #outagesAt = new Index<string, string>();
  #outagesOf = new Index<string, string>();
  #interventionsAt = new Index<string, string>();
  #open = new Set<string>();
  #visiblePms = 0;
  #silent = { own: false, networks: new Set<string>() };
  readonly #marks = new Marks();
  readonly queue = new Queue((id) => this.#entries.get(id));
  readonly tally = new Tally();

  get openInterventions(): number {
    return this.#open.size;
  }

  /** PMs that the filters let through. */
  get pmCount(): number {
    return this.#visiblePms;
  }

  get pms(): PmStore | null {
    return this.#pms;
  }

  setPms(pms: PmStore | null): void {
    this.#pms = pms;
    this.#rebuild();
  }

  reset(copy: Copy): void {
    this.#copy = copy;
    this.#rebuild();
  }

  /** Only what changed what is shown is done anew: typing in the search box hides no PM. */
  setFilters(filters: Filters): void {
    const before = this.#filters;
    this.#filters = filters;
    this.#criteria = criteriaOf(filters);
    const samePlaces =
      String(before.departments) === String(filters.departments) &&
      String(before.infraOperators) === String(filters.infraOperators) &&
      String(before.natures) === String(filters.natures);
    if (samePlaces) this.#refilterOutages();
    else this.#refilter();
  }

  /** Whose alarms or messages are silent: what they cover is unknown (safety 13). Own alarms cover every PM. */
  setSilent(own: boolean, networks: ReadonlySet<string>): void {
    const same = own === this.#silent.own && [...networks].join() === [...this.#silent.networks].join();
    if (same) return;
    this.#silent = { own, networks: new Set(networks) };
    this.#paintUnknown();
  }

  apply(changes: readonly FeedChange[]): void {
    for (const change of changes) {
      if (change.kind === 'outage') this.#putOutage(change.doc);
      else if (change.kind === 'intervention') this.#putIntervention(change.doc);
    }
  }

  /** PMs with open outages after filters, if any changed since the last call. */
  takeMarks(): MapMarks | null {
    return this.#marks.take();
  }

  /** What stands at a PM now, filters apart; null when the PM is not one of ours. */
  at(pmRef: string): MapHit | null {
    const pms = this.#pms;
    const pm = pms?.indexOf(pmRef);
    if (!pms || pm === undefined) return null;
    const outages = this.#outagesOpenAt(pmRef);
    const openInterventions = [...(this.#interventionsAt.get(pmRef) ?? [])].filter((ref) => {
      const intervention = this.#copy?.interventions.get(ref);
      return intervention !== undefined && isOpen(intervention);
    }).length;
    return {
      kind: outages.length > 0 ? 'outage' : openInterventions > 0 ? 'intervention' : 'pm',
      pmRef,
      commune: pms.communeOf(pm).name,
      longitude: pms.positions[2 * pm] ?? 0,
      latitude: pms.positions[2 * pm + 1] ?? 0,
      infraOperatorCode: pms.operatorOf(pm),
      lineCount: pms.lineCounts[pm] ?? 0,
      approximate: pms.approximate[pm] === 1,
      openInterventions,
      outages,
    };
  }

  /** PMs whose reference, commune or outages hold every word; those with outages first. */
  search(text: string, limit: number): MapHit[] {
    const pms = this.#pms;
    const words = searchable(text).split(/\s+/).filter(Boolean);
    if (!pms || words.length === 0) return [];
    const refs = new Set<string>();
    for (const entry of this.#entries.values()) {
      if (refs.size >= limit) break;
      const haystack = this.#haystack(entry);
      if (entry.outage.state !== 'closed' && words.every((word) => haystack.includes(word)))
        refs.add(entry.outage.pmRef);
    }
    for (let pm = 0; pm < pms.length && refs.size < limit; pm++) {
      const haystack = `${searchable(pms.refOf(pm))} ${pms.searchableCommuneOf(pm)}`;
      if (words.every((word) => haystack.includes(word))) refs.add(pms.refOf(pm));
    }
    return [...refs].flatMap((ref) => this.at(ref) ?? []);
  }

  #rebuild(): void {
    this.#entries.clear();
    this.#haystacks.clear();
    this.#matching.clear();
    for (const index of [this.#outagesAt, this.#outagesOf, this.#interventionsAt]) index.clear();
    for (const { infraRef, pmRef } of this.#copy?.interventions.values() ?? [])
      this.#interventionsAt.add(pmRef, infraRef);
    for (const outage of this.#copy?.outages.values() ?? []) this.#index(outage);
    this.#paintUnknown();
    this.#refilter();
  }

  #refilter(): void {
    this.#open.clear();
    this.#visiblePms = 0;
    const pms = this.#pms;
    for (let pm = 0; pms && pm < pms.length; pm++) {
      const shown = this.#criteria.place(pms.communeOf(pm).department, pms.operatorOf(pm));
      if (shown) this.#visiblePms++;
      pms.setByte(pm, 'hidden', shown ? 0 : 1);
      pms.setByte(pm, 'severity', 0);
      pms.setByte(pm, 'interventions', 0);
    }
    for (const intervention of this.#copy?.interventions.values() ?? []) {
      if (isOpen(intervention) && this.#matchesIntervention(intervention)) this.#open.add(intervention.infraRef);
    }
    for (const ref of this.#open) this.#paintInterventions(this.#copy?.interventions.get(ref)?.pmRef ?? '');
    this.#refilterOutages();
  }

  #refilterOutages(): void {
    this.tally.clear();
    const matching = [...this.#entries.values()].filter((entry) => this.#matches(entry));
    this.#matching = new Set(matching.map(({ outage }) => outage.id));
    this.queue.reset(matching);
    const painted = this.#marks.clear();
    for (const pm of painted) this.#pms?.setByte(pm, 'severity', 0);
    const pmRefs = new Set(matching.map(({ outage }) => outage.pmRef));
    for (const pmRef of pmRefs) this.#paintOutages(pmRef);
  }

  #paintUnknown(): void {
    const pms = this.#pms;
    if (!pms) return;
    const { own, networks } = this.#silent;
    for (let pm = 0; pm < pms.length; pm++) pms.setByte(pm, 'unknown', own || networks.has(pms.operatorOf(pm)) ? 1 : 0);
  }

  #index(outage: Outage): Entry {
    const pm = this.#pms?.indexOf(outage.pmRef);
    const place = pm === undefined ? undefined : this.#pms?.communeOf(pm);
    const nature = this.#copy?.interventions.get(outage.infraRef)?.natureFamily ?? 'unknown';
    const entry = entryOf(outage, place ?? NOWHERE, nature);
    this.#entries.set(outage.id, entry);
    this.#haystacks.delete(outage.id);
    this.#outagesAt.add(outage.pmRef, outage.id);
    this.#outagesOf.add(outage.infraRef, outage.id);
    return entry;
  }

  #putOutage(outage: Outage): void {
    const entry = this.#index(outage);
    if (this.#matches(entry)) {
      this.#matching.add(outage.id);
      this.queue.put(entry);
    } else {
      this.#matching.delete(outage.id);
      this.queue.remove(outage.id);
    }
    this.#paintOutages(outage.pmRef);
  }

  #putIntervention(intervention: Intervention): void {
    const { infraRef, pmRef } = intervention;
    this.#interventionsAt.add(pmRef, infraRef);
    if (isOpen(intervention) && this.#matchesIntervention(intervention)) this.#open.add(infraRef);
    else this.#open.delete(infraRef);
    this.#paintInterventions(pmRef);
    for (const id of this.#outagesOf.get(infraRef) ?? []) {
      const entry = this.#entries.get(id);
      if (entry && entry.natureFamily !== intervention.natureFamily) this.#putOutage(entry.outage);
    }
  }

  /** Asked once a change of an entry or of the filters: it is counted on the way. */
  #matches(entry: Entry): boolean {
    const { outage, department, natureFamily } = entry;
    const shown =
      this.#criteria.place(department, outage.infraOperatorCode) &&
      this.#criteria.nature(natureFamily) &&
      this.#criteria.outage(outage, () => this.#haystack(entry));
    this.tally.put(outage, shown);
    return shown && this.#criteria.severity(outage);
  }

  #matchesIntervention({ pmRef, infraOperatorCode, natureFamily }: Intervention): boolean {
    const pm = this.#pms?.indexOf(pmRef);
    const department = (pm === undefined ? undefined : this.#pms?.communeOf(pm).department) ?? '';
    return this.#criteria.place(department, infraOperatorCode) && this.#criteria.nature(natureFamily);
  }

  #haystack({ outage, commune }: Entry): string {
    const known = this.#haystacks.get(outage.id);
    if (known !== undefined) return known;
    const { pmRef, infraRef, infraOperatorCode, impactedOperatorCode, lines } = outage;
    const ptoRefs = lines.map(({ ptoRef }) => ptoRef);
    const made = searchable([pmRef, commune, infraRef, infraOperatorCode, impactedOperatorCode, ...ptoRefs].join(' '));
    this.#haystacks.set(outage.id, made);
    return made;
  }

  #outagesOpenAt(pmRef: string): Outage[] {
    return [...(this.#outagesAt.get(pmRef) ?? [])].flatMap((id) => {
      const outage = this.#entries.get(id)?.outage;
      return outage && outage.state !== 'closed' ? [outage] : [];
    });
  }

  #paintOutages(pmRef: string): void {
    const pm = this.#pms?.indexOf(pmRef);
    if (!this.#pms || pm === undefined) return;
    const outages = this.#outagesOpenAt(pmRef).filter(({ id }) => this.#matching.has(id));
    const worst = outages.reduce((code, { severity }) => Math.max(code, severityCode[severity]), 0);
    this.#pms.setByte(pm, 'severity', worst);
    this.#marks.set(pm, worst, outages);
  }

  #paintInterventions(pmRef: string): void {
    const pm = this.#pms?.indexOf(pmRef);
    if (!this.#pms || pm === undefined) return;
    let count = 0;
    for (const ref of this.#interventionsAt.get(pmRef) ?? []) if (this.#open.has(ref)) count++;
    this.#pms.setByte(pm, 'interventions', Math.min(255, count));
  }
}
