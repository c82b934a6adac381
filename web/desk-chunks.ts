import type { Plugin, Rolldown } from 'vite'
import { ofClientBuild } from './client-build.ts'

const page = /\/src\/routes\/(.*)\+(page|layout|error)\.svelte$/
const isDesks = /\/dispatch\//
/** what a dispatcher opens the day with */
const firstPages = /\/dispatch\/(\+layout|today\/\+page)\.svelte$/
/** files that hand on all of a folder: who imports them needs what it names, not the folder */
const handsOn =
  /\/(paraglide\/messages(\/_index)?\.js|api\/src\/contract\/index\.ts|@lucide\/svelte\/.*index\.js)$/
const message = /\/paraglide\/messages\/(\w+)\.js$/
const contract = /\/api\/src\/contract\/[^/]+\.ts$/

const component = /\.svelte$/
/** whose parts are rooms of their own */
const withPanels = /\/(TodayPanel|RosterPanel|PlanDrawer)\.svelte$/
/** the map with all that is drawn on it: what comes first of what comes later */
const ground = /\/dispatch\/Ground\.svelte$/
const drawing = /\/node_modules\/terra-draw/

type Context = Pick<Rolldown.PluginContext, 'getModuleIds' | 'getModuleInfo'>

/**
 * The desk's first picture comes in few files: what only the desk needs in one, and what it shares in one for each set of
 * those it shares it with: the console's other rooms, a crew's page, the public. So does the map with what is drawn on
 * it, which comes next, and in one the menus, dialogs and details, which come last. A bundler that is left alone makes
 * seventy of the first and a hundred of the last, and each is asked for, read and begun on its own.
 */
export function deskChunks(): Plugin {
  let files = new Map<string, string>()
  return {
    name: 'desk-chunks',
    ...ofClientBuild,
    renderStart() {
      files = nameFiles(this)
    },
    outputOptions(options) {
      const { codeSplitting } = options
      const given = typeof codeSplitting === 'object' ? (codeSplitting.groups ?? []) : []
      const of = (isWanted: (file: string) => boolean) => (id: string) => {
        const file = files.get(id)
        return file && isWanted(file) ? file : null
      }
      // what is shared first: a group takes along what its modules import
      const groups = [
        ...given,
        { name: of((file) => file.startsWith('desk-')), priority: 0.5 },
        { name: of((file) => file === 'desk'), priority: 0.4 },
        { name: of((file) => file.startsWith('ground-')), priority: 0.36 },
        { name: of((file) => file === 'ground'), priority: 0.33 },
        { name: 'drawing', test: drawing, priority: 0.3 },
        { name: of((file) => file === 'panels'), priority: 0.2 },
        { name: of((file) => file === 'parts'), priority: 0.1 },
      ]
      return { ...options, codeSplitting: { groups } }
    },
  }
}

/** For each module that the desk gathers the file that it comes in. */
function nameFiles(context: Context): Map<string, string> {
  const ids = [...context.getModuleIds()]
  const needs = needsOf(context, ids)
  const pages = ids.filter((id) => page.test(id))
  const first = reach(
    pages.filter((id) => firstPages.test(id)),
    (id) => needs(id).now,
  )
  const sharers = new Map<string, Set<string>>()
  for (const id of pages.filter((each) => !isDesks.test(each))) {
    const needed = reach([id], (each) => [...needs(each).now, ...needs(each).later])
    for (const each of needed)
      sharers.set(each, (sharers.get(each) ?? new Set()).union(whose(page.exec(id)![1]!)))
  }
  const fileOf = (file: string, id: string): [string, string] => {
    const others = sharers.get(id)
    return [id, others ? `${file}-${[...others].toSorted().join('-')}` : file]
  }
  const onGround = reach(
    ids.filter((id) => ground.test(id)),
    (id) => needs(id).now,
  ).difference(first)
  const files = [
    ...[...first].map((id) => fileOf('desk', id)),
    ...[...onGround].map((id) => fileOf('ground', id)),
    ...nameLater(first.union(onGround), needs).filter(([id]) => !sharers.has(id)),
  ]
  return new Map(files.filter(([id]) => !handsOn.test(id)))
}

/** What comes after the first picture: panels each in a file of their own, what they share with the parts, the parts. */
function nameLater(first: Set<string>, needs: (id: string) => Needs): [string, string][] {
  const now = (id: string) => needs(id).now
  const isPart = (id: string) => component.test(id)
  const all = reach([...first], (id) => [...now(id), ...needs(id).later.filter(isPart)])
  const wantedBy = (isWanted: (id: string) => boolean, isLater = isPart) =>
    reach(
      [...all].filter(isWanted).flatMap((id) => needs(id).later.filter(isLater)),
      now,
    )
  const inPanels = wantedBy((id) => withPanels.test(id))
  const inParts = wantedBy((id) => !withPanels.test(id))
  // the planner, for one: it does not wait for the parts, nor they for it
  const apart = wantedBy(
    () => true,
    (id) => !isPart(id),
  )
  const gathered = inParts.difference(first).difference(apart)
  return [...gathered].map((id) => [id, inPanels.has(id) ? 'panels' : 'parts'])
}

/** With whom a page shares, by its folder: a layout belongs to all that are in it. */
function whose(folder: string): Set<string> {
  if (!folder) return new Set(['crew', 'public', 'rooms'])
  if (!folder.startsWith('(console)/')) return new Set(['public'])
  const [, , room] = folder.split('/')
  return new Set(room ? [room === 'crew' ? room : 'rooms'] : ['crew', 'rooms'])
}

interface Needs {
  now: string[]
  /** what it imports when it is wanted */
  later: string[]
}

function needsOf(context: Context, ids: readonly string[]): (id: string) => Needs {
  const messages = new Map(ids.flatMap((id) => (message.test(id) ? [[message.exec(id)![1]!, id]] : [])))
  const endpoints = new Map(
    ids
      .filter((id) => contract.test(id) && !handsOn.test(id))
      .flatMap((id) => declared(context.getModuleInfo(id)?.code ?? '').map((name) => [name, id] as const)),
  )
  const known = new Map<string, Needs>()
  return (id) => {
    const before = known.get(id)
    if (before) return before
    const info = context.getModuleInfo(id)
    const code = info?.code ?? ''
    const named = [
      ...[...code.matchAll(/\bm\.(\w+)/g)].map(([, name]) => messages.get(name!)),
      ...importedFromContract(code).map((name) => endpoints.get(name)),
    ].filter((each) => each !== undefined)
    const isFolder = handsOn.test(id)
    const needs = {
      now: isFolder ? [] : [...(info?.importedIds ?? []), ...named],
      later: [...(info?.dynamicallyImportedIds ?? [])],
    }
    known.set(id, needs)
    return needs
  }
}

function declared(code: string): string[] {
  return [...code.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)].map(([, name]) => name!)
}

function importedFromContract(code: string): string[] {
  const lists = [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']@dromos\/api\/contract["']/g)]
  return lists.flatMap(([, list]) => list!.split(',').map((name) => name.trim().split(/\s/)[0]!))
}

function reach(from: string[], needs: (id: string) => string[]): Set<string> {
  const found = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    open.push(...needs(id))
  }
  return found
}
