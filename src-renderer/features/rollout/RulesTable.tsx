import { departmentName } from '@shared/domain/departments';
import type { RolloutRule } from '@shared/domain/rollout';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { useNow } from '../../ui/clock';
import { Badge } from '../../ui/marks';
import { Table, type TableColumn } from '../../ui/Table';
import { writeDay } from './day';
import { rolloutWords } from './words';

interface RulesTableProps {
  readonly rules: readonly RolloutRule[];
  /** Absent: they are read only. */
  readonly edit?: { onEdit(index: number): void; onRemove(index: number): void };
}

interface Row {
  readonly rule: RolloutRule;
  readonly index: number;
}

/** The rules of a plan as a table: who, where, what, from when. */
export function RulesTable({ rules, edit }: RulesTableProps) {
  const words = useWords(rolloutWords);
  const { list } = useFormat();
  const nameOf = useOperatorName();
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const columns: TableColumn<Row>[] = [
    { id: 'label', title: words.label, cell: ({ rule }) => <strong className="foreign">{rule.label}</strong> },
    {
      id: 'ordering',
      title: words.ordering,
      cell: ({ rule }) => list(rule.orderingOperatorCodes?.map(nameOf) ?? [words.all]),
    },
    {
      id: 'departments',
      title: words.departments,
      cell: ({ rule }) => list(rule.departments?.map((code) => `${departmentName(code)} (${code})`) ?? [words.all]),
    },
    {
      id: 'natures',
      title: words.natures,
      cell: ({ rule }) =>
        rule.natures.length > 1 ? words.everyNature : list(rule.natures.map((nature) => words.nature[nature])),
    },
    { id: 'from', title: words.from, mono: true, cell: ({ rule }) => writeDay(rule.from) },
    {
      id: 'state',
      title: words.state,
      cell: ({ rule }) => <Badge>{rule.from <= today ? words.begun : words.toCome}</Badge>,
    },
  ];
  if (edit !== undefined) {
    columns.push({
      id: 'acts',
      title: words.acts,
      cell: ({ rule, index }) => (
        <span className="rollout-acts">
          <Button size="small" aria-label={words.editOf(rule.label)} onPress={() => edit.onEdit(index)}>
            {words.edit}
          </Button>
          <Button size="small" aria-label={words.removeOf(rule.label)} onPress={() => edit.onRemove(index)}>
            {words.remove}
          </Button>
        </span>
      ),
    });
  }
  return (
    <Table
      label={words.rules}
      rows={rules.map((rule, index) => ({ rule, index }))}
      keyOf={({ index }) => String(index)}
      columns={columns}
    />
  );
}
