import type { Random } from '../../search/random.ts'

/** A small problem in VROOM's shape with any mixture of its fields. */
export function randomVroom(random: Random) {
  const between = (low: number, high: number) => low + random.below(high - low + 1)
  const maybe = <T>(value: T) => (random.below(2) === 0 ? [value] : [])
  const places = between(3, 7)
  const window = () => {
    const start = between(0, 12) * 600
    return [start, start + between(1, 6) * 600]
  }
  const windows = () => {
    const [first, second] = [window(), window()].sort((a, b) => a[0] - b[0])
    return first[1] < second[0] ? [first, second] : [first]
  }
  const task = (id: number) => ({
    id,
    location_index: between(0, places - 1),
    service: between(0, 10) * 60,
    setup: between(0, 2) * 60,
    ...Object.assign({}, ...maybe({ time_windows: windows() })),
  })
  const wants = () => ({
    skills: maybe(between(1, 2)),
    priority: between(0, 2) * 10,
  })
  const table = (least: number, most: number) =>
    Array.from({ length: places }, (_, from) =>
      Array.from({ length: places }, (_, to) => (from === to ? 0 : between(least, most))),
    )
  return {
    jobs: Array.from({ length: between(1, 6) }, (_, id) => ({
      ...task(id),
      ...wants(),
      ...(random.below(2) === 0 ? { delivery: [between(0, 3)] } : { pickup: [between(0, 3)] }),
    })),
    shipments: Array.from({ length: between(0, 2) }, (_, id) => ({
      ...wants(),
      amount: [between(0, 3)],
      pickup: task(id),
      delivery: task(id),
    })),
    vehicles: Array.from({ length: between(1, 3) }, (_, id) => ({
      id,
      start_index: 0,
      ...Object.assign({}, ...maybe({ end_index: between(0, places - 1) })),
      capacity: [between(2, 6)],
      skills: [1, 2].filter(() => random.below(3) > 0),
      time_window: [0, between(6, 16) * 600],
      breaks: maybe({ id: 0, time_windows: [window()], service: between(1, 10) * 60 }),
      speed_factor: [0.8, 1, 1.5][random.below(3)],
      ...Object.assign({}, ...maybe({ max_tasks: between(1, 5) })),
      ...Object.assign({}, ...maybe({ max_distance: between(20, 60) * 100 })),
    })),
    matrices: { car: { durations: table(300, 600), distances: table(1000, 2000) } },
  }
}
