import { expect } from 'vitest'
import { solveVroom } from '../index.ts'
import type { VroomFailure, VroomSolution } from '../index.ts'

/** Four places in a row, a hundred seconds apart. */
export const line = [
  [0, 100, 200, 300],
  [100, 0, 100, 200],
  [200, 100, 0, 100],
  [300, 200, 100, 0],
]
export const matrices = { car: { durations: line } }
export const vehicle = { id: 1, start_index: 0, end_index: 0 }
export const job = (id: number, place: number, more: object = {}) => ({ id, location_index: place, ...more })

const findTravel = async (points: readonly (readonly [number, number])[]) => {
  const size = points.length
  const seconds = new Int32Array(size * size)
  points.forEach(([lonA, latA], from) =>
    points.forEach(([lonB, latB], to) => {
      seconds[from * size + to] = Math.round(Math.hypot(lonA - lonB, latA - latB) * 1000)
    }),
  )
  return { size, seconds, meters: seconds.map((value) => value * 8) }
}

export async function answer(problem: object, isPlanMode = false): Promise<VroomSolution> {
  const given = await solveVroom(problem, { iterations: 300, threads: 1, seed: 1, isPlanMode, findTravel })
  expect(given).toMatchObject({ code: 0 })
  return given as VroomSolution
}

export async function refusal(problem: object): Promise<VroomFailure> {
  return (await solveVroom(problem, { iterations: 50, threads: 1, findTravel })) as VroomFailure
}
