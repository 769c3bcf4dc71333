import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The sandbox page: everything it needs comes from our own server. */
export default defineConfig({
  root: pathOf('adapters/sandbox/ui'),
  base: './',
  plugins: [react()],
  build: {
    outDir: pathOf('dist/ui'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // The looks of Slack and Teams bring their own renderers, loaded only when chosen; a test holds the first load small.
    chunkSizeWarningLimit: 1_000,
  },
});
