import { execFileSync, type SpawnOptions } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefusal } from '../start-refusal';

/** How to start a program of PostgreSQL: it refuses to run as root, so root steps down to the user `postgres`. */
export interface Launch {
  readonly command: string;
  readonly prefix: readonly string[];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid'>;
  /** Who must own the data folder; undefined: whoever runs the hub. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** `paths`: what the started program must reach. */
export function launchOf(program: string, paths: readonly string[]): Launch {
  if (process.getuid?.() !== 0) return { command: program, prefix: [], options: {} };
  const owner = postgresUser();
  if ([program, ...paths].every((path) => othersMayReach(path))) {
    return { command: program, prefix: [], options: owner, owner };
  }
  // A clone in /root: the user may not even walk there. It keeps the one right to walk anywhere, and no other.
  const rights = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const walk = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { command: 'setpriv', prefix: [...rights, ...walk, program], options: {}, owner };
}

function othersMayReach(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & 0o001) === 0) return false;
    } catch {
      // Not made yet: its parents decide.
    }
    if (folder === dirname(folder)) return true;
  }
}

function postgresUser(): { uid: number; gid: number } {
  const known = lookUp();
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--user-group', 'postgres'], { stdio: 'ignore' });
  } catch {
    throw new StartRefusal('PostgreSQL does not run as root and a user "postgres" could not be made: run as a user.');
  }
  const made = lookUp();
  if (!made) throw new StartRefusal('The user "postgres" was made but is not in /etc/passwd.');
  return made;
}

function lookUp(): { uid: number; gid: number } | undefined {
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'postgres');
  return row ? { uid: Number(row[2]), gid: Number(row[3]) } : undefined;
}
