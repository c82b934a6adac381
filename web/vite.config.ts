/// <reference types="vitest/config" />
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { compiledAhead } from './compiled-ahead.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { crewChunks } from './crew-chunks.ts'
import { deskChunks } from './desk-chunks.ts'
import { lightContract } from './light-contract.ts'
import { lightIcons } from './light-icons.ts'
import { stylesOfLater } from './styles-of-later.ts'

export default defineConfig({
  plugins: [
    lightContract(),
    lightIcons(),
    crewChunks(),
    deskChunks(),
    compiledAhead(),
    stylesOfLater(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      serviceWorker: { register: false },
      csp: { mode: 'nonce', directives: contentSecurityPolicy },
    }),
  ],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 2500 },
  test: { setupFiles: ['first-language.ts'] },
})
