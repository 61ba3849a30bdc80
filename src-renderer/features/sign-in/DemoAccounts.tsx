import type { Role } from '@shared/domain/codes';
import { useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { Button } from '../../ui/Button';
import { signInWords } from './words';

/** Accounts that a demonstration hub creates (architecture.md, fixed points). */
const accounts: readonly { readonly role: Role; readonly operator: string; readonly name: string }[] = [
  { role: 'supervisor', operator: 'bytl', name: 'Bouygues Telecom' },
  { role: 'supervisor', operator: 'ftel', name: 'Orange' },
  { role: 'hotline', operator: 'sfra', name: 'SFR' },
  { role: 'auditor', operator: 'ftel', name: 'Orange' },
];

interface DemoAccountsProps {
  onPick(account: { readonly login: string; readonly password: string }): void;
}

/** Fills in the form; shown only where the hub says that it is a demonstration. */
export function DemoAccounts({ onPick }: DemoAccountsProps) {
  const words = useWords(signInWords);
  const { role } = useWords(terms);
  return (
    <section className="sign-in-demo">
      <h2>{words.demoAccounts}</h2>
      <p className="quiet">{words.demoHint}</p>
      <div className="sign-in-accounts">
        {accounts.map((account) => (
          <Button
            key={`${account.role}.${account.operator}`}
            onPress={() => onPick({ login: `${account.role}.${account.operator}`, password: 'vigie-demo' })}
          >
            {role[account.role]} · {account.name}
          </Button>
        ))}
      </div>
    </section>
  );
}
