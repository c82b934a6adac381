import * as contract from '@dromos/api/contract'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'
import { lightContract } from '../../../light-contract.ts'

const endpoints = Object.entries(
  contract as unknown as Record<string, { method: string; path: string }>,
).filter(
  ([, thing]) => typeof thing === 'object' && 'path' in thing && 'method' in thing && 'response' in thing,
)

/** What a page that imports these names of the contract gets of it. */
async function loaded(names: string[]) {
  const here = new URL(import.meta.url).pathname
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      lightContract(),
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? `${here}?page` : null),
        load: (id) =>
          id.endsWith('?page') ? `export { ${names.join(', ')} } from '@dromos/api/contract'` : null,
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: 'page', preserveEntrySignatures: 'strict' },
    },
  })
  const { code } = (built as Rolldown.RolldownOutput).output[0]
  return { code, page: await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`) }
}

test('a browser calls every endpoint as the contract says, and carries no schema for it', async () => {
  const names = endpoints.map(([name]) => name)
  const { code, page } = await loaded([...names, 'createClient', 'isProblem'])
  expect(code).not.toMatch(/\bz\.|zod/i)
  expect(endpoints.length).toBeGreaterThan(100)
  for (const [name, { method, path }] of endpoints) expect(page[name]).toEqual({ method, path })
})

test('a schema that a page names is there whole', async () => {
  const { page } = await loaded(['PlanConflict'])
  const conflict = { headVersion: 3, isAhead: false, changes: [], changeCount: 0 }
  expect(page.PlanConflict.parse(conflict)).toEqual(conflict)
  expect(page.PlanConflict.safeParse({ ...conflict, headVersion: 'three' }).success).toBe(false)
})
