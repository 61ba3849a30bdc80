#!/usr/bin/env node
// Stands in for fpm, which electron-builder would fetch from GitHub: takes the arguments it gives for a .deb, and has
// dpkg-deb make it.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { options, depends, recommends, contents } = parse(process.argv.slice(2));
const stage = mkdtempSync(join(tmpdir(), 'vigie-deb-'));
try {
  chmodSync(stage, 0o755);
  for (const [from, to] of contents) place(from, join(stage, to));
  const control = join(stage, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(join(control, 'control'), controlFile(installedKilobytes(stage)));
  script('after-install', join(control, 'postinst'));
  script('after-remove', join(control, 'postrm'));
  const compression = options['deb-compression'] ?? 'xz';
  const built = spawnSync(
    'dpkg-deb',
    ['--root-owner-group', `-Z${compression}`, '-z3', '--build', stage, options.package],
    { stdio: 'inherit' },
  );
  process.exitCode = built.status ?? 1;
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function parse(args) {
  const found = { options: {}, depends: [], recommends: [], contents: [] };
  const flags = new Set(['--force', '--debug']);
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (flags.has(arg)) continue;
    if (arg.startsWith('-')) {
      i += 1;
      if (arg === '-d') found.depends.push(args[i]);
      else if (arg === '--deb-recommends') found.recommends.push(args[i]);
      else found.options[arg.replace(/^--?/, '')] = args[i];
    } else {
      const [from, to] = arg.split(/=(?=[^=]*$)/);
      found.contents.push([from, to]);
    }
  }
  if (found.options.t !== 'deb') throw new Error(`fpm: only -t deb is known here, not ${found.options.t}`);
  return found;
}

/** Like fpm: `folder/=/to` lays the folder's content below /to, `file=/to/name` copies one file. */
function place(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  if (statSync(from).isDirectory()) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  else copyFileSync(from, to);
}

function installedKilobytes(folder) {
  const bytes = readdirSync(folder, { recursive: true })
    .map((name) => lstatSync(join(folder, name)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
  return Math.ceil(bytes / 1024);
}

function controlFile(kilobytes) {
  const [synopsis = '', ...rest] = options.description.split('\n');
  const list = (name, values) => (values.length > 0 ? [`${name}: ${values.join(', ')}`] : []);
  return [
    `Package: ${options.name}`,
    `Version: ${options.version}`,
    `Architecture: ${options.architecture}`,
    `Maintainer: ${options.maintainer}`,
    `Installed-Size: ${kilobytes}`,
    ...list('Depends', depends),
    ...list('Recommends', recommends),
    'Section: net',
    `Priority: ${options['deb-priority'] ?? 'optional'}`,
    `Homepage: ${options.url}`,
    `Description: ${synopsis}`,
    ...rest.filter((line) => line.trim() !== '').map((line) => ` ${line.trim()}`),
    '',
  ].join('\n');
}

function script(option, file) {
  if (options[option] === undefined) return;
  copyFileSync(options[option], file);
  chmodSync(file, 0o755);
}
