import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button, IconButton } from './Button';
import { X } from './icons';
import './overlay.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  onClose(): void;
  /** Said by the closing cross; absent: no cross, the foot closes. */
  readonly closeLabel?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly foot?: ReactNode;
}

/** A modal window of the page. Esc and a click outside close it. */
export function Dialog({ title, isOpen, onClose, closeLabel, wide, children, foot }: DialogProps) {
  return (
    <ModalOverlay className="scrim" isDismissable isOpen={isOpen} onOpenChange={(open) => open || onClose()}>
      <Modal className={wide ? 'modal modal-wide' : 'modal modal-narrow'}>
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {closeLabel === undefined ? null : (
              <IconButton label={closeLabel} icon={<X size={16} aria-hidden />} onPress={onClose} />
            )}
          </div>
          {children}
          {foot === undefined ? null : <div className="dialog-foot">{foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** What will happen, with numbers. */
  readonly children: ReactNode;
  /** A verb. */
  readonly confirm: string;
  readonly cancel: string;
  readonly danger?: boolean;
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
  onConfirm(): void;
  onCancel(): void;
}

/** Asks before something wide or final. An alert dialog: a click outside does not answer it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, isOpen, children, confirm, cancel, danger, isDisabled, isPending, onConfirm, onCancel } = props;
  return (
    <ModalOverlay className="scrim" isOpen={isOpen} onOpenChange={(open) => open || onCancel()}>
      <Modal className="modal modal-narrow">
        <AriaDialog role="alertdialog" className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          {children}
          <div className="dialog-foot">
            <Button onPress={onCancel}>{cancel}</Button>
            <Button
              look={danger ? 'danger' : 'primary'}
              isDisabled={isDisabled ?? false}
              isPending={isPending ?? false}
              onPress={onConfirm}
            >
              {confirm}
            </Button>
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
