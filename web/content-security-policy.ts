import type { sveltekit } from '@sveltejs/kit/vite'

type Policy = NonNullable<NonNullable<Parameters<typeof sveltekit>[0]>['csp']>['directives']

/** What a page may load and run: what this server gives, and nothing of anyone else. */
export const contentSecurityPolicy: Policy = {
  'default-src': ['none'],
  'script-src': ['self'],
  'style-src': ['self', 'unsafe-inline'],
  // where a browser knows the difference, only attributes may hold styles: positions and colours are computed
  'style-src-elem': ['self'],
  'style-src-attr': ['unsafe-inline'],
  // a picture is shown before it is sent
  'img-src': ['self', 'blob:'],
  'font-src': ['self'],
  'connect-src': ['self'],
  'worker-src': ['self'],
  'manifest-src': ['self'],
  'form-action': ['self'],
  'base-uri': ['none'],
  'frame-ancestors': ['none'],
}
