import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const path = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));

/** Files of `public/` that the page needs when there is no network. */
const unhashed = ['icon-192.png'];

/** Tells the service worker which files make the page, and under which name to keep this set of them. */
function shellOf(worker: string): Plugin {
  return {
    name: 'shell-of-the-service-worker',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const script = bundle[worker];
      if (script?.type !== 'chunk') throw new Error(`${worker} was not built`);
      const files = ['./', ...Object.keys(bundle).filter((name) => name.startsWith('assets/')), ...unhashed];
      const html = bundle['index.html'];
      const content = html?.type === 'asset' ? String(html.source) : '';
      const version = createHash('sha256').update(files.join()).update(content).digest('hex').slice(0, 12);
      const named = script.code.replace(/(["'`])SHELL\1/, JSON.stringify({ version, files }));
      if (named === script.code) throw new Error(`${worker} does not ask for its files`);
      script.code = named;
    },
  };
}

/** The technician's page, as the hub serves it under /field/. */
export default defineConfig({
  root: path('./src-field'),
  base: '/field/',
  resolve: { alias: { '@shared': path('./src-shared') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [shellOf('sw.js')],
  build: {
    outDir: path('./out/field'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { page: path('./src-field/index.html'), sw: path('./src-field/sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
