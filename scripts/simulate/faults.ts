import type { Spot } from './city-model.ts'
import { habits, type Habit } from './habits.ts'
import { apportion, type Random } from './random.ts'
import type { Rhythm } from './rhythm.ts'
import type { Spots } from './spots.ts'

/** Something that is wrong somewhere, as it is first reported. */
export interface Fault {
  /** index into the model's services */
  service: number
  at: number
  spot: Spot
}

export interface FaultWorld {
  random: Random
  spots: Spots
  /** by service, as in the model */
  rhythms: readonly Rhythm[]
  serviceCodes: readonly string[]
  until: number
}

/** Exactly so many faults over all services, in order of time. */
export function drawFaults(world: FaultWorld, count: number): Fault[] {
  const weights = world.serviceCodes.map((code, i) => habitOf(code).share * world.rhythms[i].weight)
  const faults = apportion(count, weights).flatMap((number, service) => faultsOf(world, service, number))
  return faults.sort((a, b) => a.at - b.at)
}

export function habitOf(code: string): Habit {
  return habits[code] ?? { share: 0.5, affinity: 'homes', visibility: 0.7, pace: 0.7 }
}

function faultsOf(world: FaultWorld, service: number, count: number): Fault[] {
  const habit = habitOf(world.serviceCodes[service])
  const faults: Fault[] = []
  while (faults.length < count) {
    const spot = world.spots.draw(world.random, habit.affinity)
    const first = { service, at: world.rhythms[service].draw(world.random), spot }
    const isRun = habit.runs !== undefined && world.random.chance(habit.runs.share / habit.runs.meanLength)
    faults.push(...(isRun ? runFrom(world, first, habit) : burstFrom(world, first, habit)))
  }
  return faults.slice(0, count)
}

/**
 * A fault and all it sets off: a Hawkes process in its cluster form, each event with a Poisson number of
 * offspring after exponential delays at normal distances (Hawkes and Oakes 1974).
 */
function burstFrom(world: FaultWorld, first: Fault, { excitement }: Habit): Fault[] {
  const burst = [first]
  if (!excitement) return burst
  for (const parent of burst)
    for (let left = poisson(world.random, excitement.offspring); left > 0; left--) {
      const at = Math.floor(parent.at + world.random.exponential() * excitement.days * 86_400_000)
      const spot = world.spots.along(world.random, parent.spot, world.random.normal() * excitement.meters)
      if (at < world.until) burst.push({ ...parent, at, spot })
    }
  return burst
}

const lampMeters = 28

/** Lamps of one circuit going out along a street; each is reported when someone there notices. */
function runFrom(world: FaultWorld, first: Fault, { runs }: Habit): Fault[] {
  const run = [first]
  const length = 2 + Math.floor(world.random.exponential() * (runs!.meanLength - 2))
  for (let i = 1; i < length; i++) {
    const at = Math.floor(first.at + world.random.exponential() * 1.2 * 86_400_000)
    const spot = world.spots.along(world.random, first.spot, i * lampMeters)
    if (at < world.until) run.push({ ...first, at, spot })
  }
  return run
}

function poisson(random: Random, mean: number): number {
  let count = 0
  for (let product = random.unit(); product > Math.exp(-mean); product *= random.unit()) count++
  return count
}
