import type { Plugin } from 'vite'

/** A plugin with this works on what browsers are given, and only when it is built. */
export const ofClientBuild = {
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
} satisfies Pick<Plugin, 'apply' | 'applyToEnvironment'>
