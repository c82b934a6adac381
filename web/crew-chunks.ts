import type { Plugin, Rolldown } from 'vite'
import { ofClientBuild } from './client-build.ts'

/** what a page needs only when it checks something itself */
const checks = /\/node_modules\/zod\/|\/contract\/(values|conflicts|operation-conflicts)\.ts$/
/** what every page stands on; with each comes what it imports, of messages and icons only those that are used */
const frame = new RegExp(
  [
    '/node_modules/(svelte|devalue)/',
    '/@sveltejs/kit/src/runtime/(app/|client/client\\.js)',
    'vite/preload-helper',
    '/api/src/contract/(field|job-forms|labour|media|operations|photos|positions|shift-operations|uploads)\\.ts',
    '/lib/city/',
    '/lib/ui/(Button|EmptyState|Loading|Notice|StatusMark|ToastArea)\\.svelte',
    '/lib/(crew/(need|reason)-name|job-forms/words|photos/(attachment-name|document-words)|plan/next-day|report/shrink-picture)\\.ts',
    '/lib/work-orders/(course|needs)-words\\.ts',
    '/lib/(roster/vehicle-part-name|tablet/shared-tablet)\\.ts',
    '/paraglide/(registry|runtime)\\.js',
    '/paraglide/messages/((crew_bring|dispatch_day|streets_length)\\.|(course|document|job|shift|track|ui|vehicle)_)',
    '/paraglide/messages/order_(asset|closure_(made|none)|equipment|materials|needs_closure|permit)\\.',
  ]
    .map((part) => `(${part})`)
    .join('|'),
)
const icons = /\/@lucide\/svelte\/dist\/icons\//
const crewPage = /\/\[jurisdictionId\]\/crew\/\+page\.svelte$/

/**
 * A crew's page comes in few files: each costs a slow tablet twenty milliseconds whatever its size, and a bundler that
 * is left alone makes a hundred of what pages share.
 */
export function crewChunks(): Plugin {
  return {
    name: 'crew-chunks',
    ...ofClientBuild,
    outputOptions(options) {
      const { codeSplitting } = options
      const given = typeof codeSplitting === 'object' ? (codeSplitting.groups ?? []) : []
      const groups = [
        ...given.map((group) => ({ ...group, priority: 5 })),
        { name: 'checks', test: checks, priority: 4 },
        { name: 'frame', test: frame, priority: 3 },
        { name: 'icons', test: icons, minShareCount: 2, priority: 2 },
        { name: 'crew', test: crewPage, priority: 1 },
      ]
      return { ...options, codeSplitting: { groups } }
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const named = (name: string) => chunks.find((chunk) => chunk.name === name)!
      // a list that the checks import and a page names would bring all of them to every page
      if (withImports(named('frame'), bundle).has(named('checks')))
        this.error('The frame loads the checks: what it needs of them belongs in a file of its own')
      const isCrews = ({ facadeModuleId }: Rolldown.OutputChunk) =>
        this.getModuleInfo(facadeModuleId ?? '')?.importedIds.some((id) => crewPage.test(id))
      for (const page of chunks.filter(({ name }) => name.startsWith('nodes/'))) {
        const loaded = withImports(page, bundle)
        const strange = isCrews(page) ? 'checks' : 'crew'
        if (loaded.has(named(strange)))
          this.error(`${page.name} loads all of "${strange}": what it shares with it belongs to the frame`)
      }
    },
  }
}

function withImports(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found = new Set<unknown>(),
): Set<unknown> {
  if (found.has(chunk)) return found
  found.add(chunk)
  for (const name of chunk.imports) {
    const next = bundle[name]
    if (next?.type === 'chunk') withImports(next, bundle, found)
  }
  return found
}
