import type { NatureFamily } from '@shared/domain/nature';
import type { Outage } from '@shared/domain/outage';
import { useState } from 'react';
import { useMay, useMayGrantNow } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { Button, IconButton } from '../../ui/Button';
import { useNow } from '../../ui/clock';
import { Ellipsis } from '../../ui/icons';
import { useKeys } from '../../ui/keys';
import { Menu } from '../../ui/Menu';
import { Tooltip } from '../../ui/Tooltip';
import { ExplainDialog } from './ExplainDialog';
import { detailWords } from './words';

export interface DetailActions {
  /** Its acknowledgement is on its way. */
  readonly pending: boolean;
  onAcknowledge(outageId: string): void;
  onComment(outageId: string): void;
  onDismiss(outageId: string): void;
  /** Opens a new pre-authorisation that starts from this outage. */
  onAuthorise(from: { pmRef: string; infraOperatorCode: string; natureFamily: NatureFamily }): void;
}

interface ActionsProps extends DetailActions {
  readonly outage: Outage;
  readonly natureFamily: NatureFamily;
}

/** What the person may do now, each with its key. What the role may not do is absent. */
export function Actions({
  outage,
  natureFamily,
  pending,
  onAcknowledge,
  onComment,
  onDismiss,
  onAuthorise,
}: ActionsProps) {
  const words = useWords(detailWords);
  const { moment } = useFormat();
  const may = useMay();
  const mayGrantNow = useMayGrantNow();
  const now = useNow();
  const [explaining, setExplaining] = useState(false);
  const { id, relation, pmRef, infraOperatorCode, acknowledgedBy, acknowledgedAt } = outage;
  const open = outage.state !== 'closed';
  const can = {
    acknowledge: open && may('outage.acknowledge', relation) && outage.state !== 'acknowledged' && !pending,
    comment: may('outage.comment', relation),
    authorise: open && relation === 'impacted' && may('pre-authorisation.grant'),
    explain: relation === 'impacted' && may('pre-authorisation.explain'),
    dismiss: open && may('outage.dismiss', relation),
  };
  const authorise = () => onAuthorise({ pmRef, infraOperatorCode, natureFamily });
  useKeys({
    a: can.acknowledge ? () => onAcknowledge(id) : null,
    c: can.comment ? () => onComment(id) : null,
    g: can.authorise && mayGrantNow ? authorise : null,
    e: can.explain ? () => setExplaining(true) : null,
  });
  return (
    <div className="detail-actions">
      {may('outage.acknowledge', relation) && open && (can.acknowledge || pending) ? (
        <Button look="primary" shortcut="A" isPending={pending} onPress={() => onAcknowledge(id)}>
          {pending ? words.pending : words.acknowledge}
        </Button>
      ) : null}
      {can.comment ? (
        <Button shortcut="C" onPress={() => onComment(id)}>
          {words.comment}
        </Button>
      ) : null}
      {can.authorise && mayGrantNow ? (
        <Button shortcut="G" onPress={authorise}>
          {words.authorise}
        </Button>
      ) : null}
      {can.authorise && !mayGrantNow ? (
        <Tooltip text={words.authoriseStale}>
          <Button isDisabled>{words.authorise}</Button>
        </Tooltip>
      ) : null}
      {can.explain ? (
        <Button shortcut="E" onPress={() => setExplaining(true)}>
          {words.explain}
        </Button>
      ) : null}
      {can.dismiss ? (
        <Menu actions={[{ id: 'dismiss', label: words.dismiss, run: () => onDismiss(id) }]}>
          <IconButton label={words.more} icon={<Ellipsis size={16} aria-hidden />} />
        </Menu>
      ) : null}
      {acknowledgedBy !== null && acknowledgedAt !== null ? (
        <p className="detail-who quiet">{words.acknowledged(acknowledgedBy, moment(acknowledgedAt, now))}</p>
      ) : null}
      {explaining ? (
        <ExplainDialog outage={outage} natureFamily={natureFamily} onClose={() => setExplaining(false)} />
      ) : null}
    </div>
  );
}
