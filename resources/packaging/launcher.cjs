// What a bare Electron runs when it is given an app's folder (`electron .`): Electron's own default app, reduced to that.
const { app } = require('electron');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const url = require('node:url');

const { target, preloads } = readArguments(process.argv.slice(1));
if (preloads.length > 0) Module._preloadModules(preloads);
if (target === undefined) {
  process.stderr.write('usage: electron [options] <folder or file>\n');
  process.exit(1);
}
launch(path.resolve(target));

function readArguments(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === '--version' || arg === '-v') print(`v${process.versions.electron}`);
    else if (arg === '--abi' || arg === '-a') print(process.versions.modules);
    else if (arg === '-r' || arg === '--require') {
      i += 1;
      preloads.push(args[i]);
    } else if (arg.startsWith('--app=')) return { target: arg.slice('--app='.length), preloads };
    else if (!arg.startsWith('-')) return { target: arg, preloads };
  }
  return { target: undefined, preloads };
}

function print(text) {
  process.stdout.write(`${text}\n`);
  process.exit(0);
}

function launch(folder) {
  // Tells the app that it was started from its sources.
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const manifest = path.join(folder, 'package.json');
  const isPackage = fs.existsSync(manifest);
  if (isPackage) {
    const { name, productName, version } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
    if (version) app.setVersion(version);
    app.name = productName || name || 'Electron';
    app.setPath('userData', path.join(app.getPath('appData'), app.name));
  }
  const main = Module._resolveFilename(folder, null, true);
  app.setAppPath(isPackage ? folder : path.dirname(main));
  if (main.endsWith('.mjs')) import(url.pathToFileURL(main).href);
  else Module._load(main, null, true);
}
