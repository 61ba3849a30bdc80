import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { IconButton } from './Button';
import { X } from './icons';
import './overlay.css';

interface Notice {
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

const queue = new ToastQueue<Notice>({ maxVisibleToasts: 4 });

/** Says what an act did, in passing. What the person must not miss belongs on the screen, not here. */
export function toast(text: string, tone: Notice['tone'] = 'good'): void {
  queue.add({ text, tone }, { timeout: tone === 'good' ? 6_000 : 12_000 });
}

/** Where notices appear; once, in the application's frame. */
export function Toasts({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={label}>
      {({ toast: item }) => (
        <Toast toast={item} className={`toast toast-${item.content.tone}`}>
          <ToastContent className="toast-text">
            <Text slot="title">{item.content.text}</Text>
          </ToastContent>
          <IconButton slot="close" label={closeLabel} icon={<X size={14} aria-hidden />} />
        </Toast>
      )}
    </ToastRegion>
  );
}
