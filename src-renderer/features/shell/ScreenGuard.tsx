import { Component, type ReactNode } from 'react';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/states';
import { shellWords } from './words';

/** A screen that breaks must not take the others, nor the alarm, with it. */
export class ScreenGuard extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override readonly state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Broken onReopen={() => this.setState({ broken: false })} />;
  }
}

function Broken({ onReopen }: { onReopen(): void }) {
  const words = useWords(shellWords);
  return (
    <ErrorState title={words.crashed} actions={<Button onPress={onReopen}>{words.reopen}</Button>}>
      <p>{words.crashedText}</p>
    </ErrorState>
  );
}
