import { StartRefusal } from '../start-refusal';
import type { Database } from './database';
import { checkVersion, migrations } from './migrate';

interface RoleFacts {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypass: boolean;
  readonly owns: boolean;
  readonly fsync: string;
}

/**
 * Refuses a database on which the walls between operators would not stand (safety 1), or that forgets what it
 * acknowledged (safety 11). Membership in the owner's role counts as owning.
 */
export async function guard(db: Database): Promise<void> {
  const [facts] = await db
    .outside<RoleFacts>(
      `SELECT current_user AS name, r.rolsuper AS superuser, r.rolbypassrls AS bypass,
         EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
           AND pg_has_role(current_user, c.relowner, 'USAGE')) AS owns,
         current_setting('fsync') AS fsync
       FROM pg_roles r WHERE r.rolname = current_user`,
    )
    .catch((error: Error) => {
      throw new StartRefusal(`The database does not answer: ${error.message}.`);
    });
  if (!facts) throw new StartRefusal('The database does not say who its role is.');
  const refusal = refusalOf(facts);
  if (refusal) throw new StartRefusal(refusal);
  const applied = await db
    .outside<{ number: number; name: string; checksum: string }>('SELECT number, name, checksum FROM schema_migrations')
    .catch(() => {
      throw new StartRefusal('The database has no schema of Vigie: start once with VIGIE_OWNER_URL set.');
    });
  checkVersion(migrations(), applied);
}

function refusalOf(facts: RoleFacts): string | undefined {
  const otherwise = 'give the hub a role with data rights only';
  if (facts.superuser) return `The role ${facts.name} is a superuser: ${otherwise}.`;
  if (facts.bypass) return `The role ${facts.name} has BYPASSRLS: ${otherwise}.`;
  if (facts.owns) return `The role ${facts.name} owns tables of the schema: ${otherwise}.`;
  if (facts.fsync !== 'on') return 'The database runs with fsync off: it would lose what it acknowledged.';
  return undefined;
}
