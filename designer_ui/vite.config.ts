import locales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env.DOUGONG_SERVER ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), { ...locales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' }],
  build: {
    outDir: '../engine/static/ui',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // A strict content policy allows no data: scripts; small assets stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: { '/api': server } },
  preview: { host: '127.0.0.1', proxy: { '/api': server } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'] },
})
