import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const path = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));

/** The same pages as a browser gets them from the hub, under /console/. */
export default defineConfig({
  root: path('./src-renderer'),
  base: '/console/',
  resolve: { alias: { '@shared': path('./src-shared') } },
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: path('./out/web'),
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    rollupOptions: { input: path('./src-renderer/windows/main/index.html') },
  },
});
