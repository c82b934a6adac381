import type { PreparedProblem } from '../evaluate/index.ts'
import type { Plan } from '../model/index.ts'
import { createClassicInstance, isClassic } from './classic/classic-instance.ts'
import type { ClassicInstance } from './classic/classic-instance.ts'
import { ClassicWalker } from './classic/classic-walker.ts'
import type { Geometry } from './partition.ts'
import { splitFlat } from './walker.ts'
import type { FlatRoutes, Walker } from './walker.ts'

/** A problem in the form one of the two searches works on; plain data, so it can be sent to a thread. */
export type Compiled = { kind: 'classic'; instance: ClassicInstance }

export function compile(prepared: PreparedProblem): Compiled {
  if (!isClassic(prepared)) throw new Error('rich problems are not compiled yet')
  return { kind: 'classic', instance: createClassicInstance(prepared) }
}

export function createWalker(compiled: Compiled, seed: number, neighbours: number): Walker {
  return new ClassicWalker(compiled.instance, seed, neighbours)
}

export function geometryOf({ instance }: Compiled): Geometry {
  return instance
}

export function toPlan(compiled: Compiled, flat: FlatRoutes): Plan {
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
