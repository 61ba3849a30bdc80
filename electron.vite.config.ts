import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const path = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));
const alias = { '@shared': path('./src-shared') };

/** One CommonJS file each for main and preload: only Electron itself stays outside, so the package needs no modules. */
const node = (entry: string, outDir: string) => ({
  resolve: { alias },
  build: {
    outDir,
    target: 'node18',
    externalizeDeps: false,
    lib: { entry: path(entry), formats: ['cjs' as const], fileName: () => 'index.cjs' },
    rollupOptions: { external: ['electron'] },
  },
});

export default defineConfig({
  main: node('./src-main/index.ts', 'out/main'),
  preload: node('./src-preload/index.ts', 'out/preload'),
  renderer: {
    root: path('./src-renderer'),
    resolve: { alias },
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: path('./out/renderer'),
      target: 'chrome114',
      // Nothing inlined: data: addresses have no place in the content security policy.
      assetsInlineLimit: 0,
      rollupOptions: { input: path('./src-renderer/windows/main/index.html') },
    },
  },
});
