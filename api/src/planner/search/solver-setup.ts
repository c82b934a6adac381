import type { PreparedProblem } from '../evaluate/index.ts'
import type { Plan } from '../model/index.ts'
import { createClassicInstance, isClassic } from './classic/classic-instance.ts'
import type { ClassicInstance } from './classic/classic-instance.ts'
import { ClassicWalker } from './classic/classic-walker.ts'
import { addNeighbours } from './rich/add-neighbours.ts'
import { createRichInstance } from './rich/rich-instance.ts'
import type { RichInstance } from './rich/rich-instance.ts'
import { RichWalker } from './rich/rich-walker.ts'
import type { Geometry } from './partition.ts'
import { splitFlat } from './walker.ts'
import type { FlatRoutes, Walker } from './walker.ts'

/** A problem in the form one of the two searches works on; plain data, so it can be sent to a thread. */
export type Compiled =
  { kind: 'classic'; instance: ClassicInstance } | { kind: 'rich'; instance: RichInstance }

export function compile(prepared: PreparedProblem): Compiled {
  if (!isClassic(prepared)) return { kind: 'rich', instance: createRichInstance(prepared) }
  return { kind: 'classic', instance: createClassicInstance(prepared) }
}

/** What only the search needs, not the first plan. */
export function complete(compiled: Compiled): void {
  if (compiled.kind === 'rich') addNeighbours(compiled.instance)
}

export function createWalker(compiled: Compiled, seed: number, neighbours: number): Walker {
  return compiled.kind === 'classic'
    ? new ClassicWalker(compiled.instance, seed, neighbours)
    : new RichWalker(compiled.instance, seed, neighbours)
}

export function geometryOf({ instance }: Compiled): Geometry {
  return instance
}

/** Whether the cost of a part does not depend on the rest of the plan. */
export function isDivisible({ kind, instance }: Compiled): boolean {
  if (kind === 'classic') return true
  const { weights, links } = instance
  return !links.hasAny && !weights.balance && !weights.compactness && !weights.fairness
}

export function toPlan(compiled: Compiled, flat: FlatRoutes): Plan {
  if (compiled.kind === 'rich') {
    const walker = new RichWalker(compiled.instance, 1, 1)
    return { routes: walker.decode(flat), unassigned: splitFlat(flat).absent }
  }
  const { crewOf, shiftOf } = compiled.instance
  const { routes, absent } = splitFlat(flat)
  return {
    routes: routes.map(({ route, nodes }) => ({
      crew: crewOf[route],
      shift: shiftOf[route],
      stops: nodes.map((job) => ({ kind: 'job' as const, job })),
    })),
    unassigned: absent,
  }
}
