import { VroomError, spellPath } from './vroom-error.ts'
import { VroomInput } from './vroom-input.ts'
import type { VroomTask } from './vroom-input.ts'

/** The input with every rule between its fields tested; throws a `VroomError` at the first one broken. */
export function readVroom(value: unknown): VroomInput {
  const parsed = VroomInput.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new VroomError(spellPath(issue.path), issue.message)
  }
  const input = parsed.data
  if (input.jobs.length + input.shipments.length === 0)
    throw new VroomError('jobs', 'or shipments are needed, at least one')
  if (input.matrix) input.matrices = { car: { durations: input.matrix }, ...input.matrices }
  demandUniqueIds(input)
  demandAmounts(input)
  demandTypes(input)
  demandMatrices(input)
  demandPlaces(input)
  return input
}

function demandUniqueIds({ jobs, shipments, vehicles }: VroomInput): void {
  unique(
    jobs.map(({ id }) => id),
    (index) => `jobs[${index}].id`,
  )
  for (const end of ['pickup', 'delivery'] as const) {
    unique(
      shipments.map((shipment) => shipment[end].id),
      (index) => `shipments[${index}].${end}.id`,
    )
  }
  unique(
    vehicles.map(({ id }) => id),
    (index) => `vehicles[${index}].id`,
  )
  vehicles.forEach(({ breaks }, vehicle) =>
    unique(
      breaks.map(({ id }) => id),
      (index) => `vehicles[${vehicle}].breaks[${index}].id`,
    ),
  )
}

function unique(ids: number[], path: (index: number) => string): void {
  const seen = new Set<number>()
  ids.forEach((id, index) => {
    if (seen.has(id)) throw new VroomError(path(index), `${id} is used twice`)
    seen.add(id)
  })
}

/** The first vehicle's capacity tells how many amounts there are everywhere; none at all means none of them. */
function demandAmounts({ jobs, shipments, vehicles }: VroomInput): void {
  const count = vehicles[0].capacity?.length ?? 0
  const demand = (amounts: number[] | undefined, path: string) => {
    if (amounts && amounts.length !== count)
      throw new VroomError(
        path,
        `has ${amounts.length} amounts, but the first vehicle's capacity has ${count}`,
      )
  }
  vehicles.forEach(({ capacity, breaks }, index) => {
    demand(capacity, `vehicles[${index}].capacity`)
    breaks.forEach((pause, number) => demand(pause.max_load, `vehicles[${index}].breaks[${number}].max_load`))
  })
  jobs.forEach((job, index) => {
    for (const field of ['delivery', 'pickup', 'amount'] as const)
      demand(job[field], `jobs[${index}].${field}`)
  })
  shipments.forEach(({ amount }, index) => demand(amount, `shipments[${index}].amount`))
}

/** Tasks have one length each here, so lengths by type need vehicles of one type. */
function demandTypes(input: VroomInput): void {
  if (new Set(input.vehicles.map(({ type }) => type)).size <= 1) return
  eachTask(input, (task, path) => {
    for (const field of ['setup_per_type', 'service_per_type'] as const) {
      if (task[field])
        throw new VroomError(`${path}.${field}`, 'is not supported for vehicles of several types')
    }
  })
}

function demandMatrices({ matrices, vehicles }: VroomInput): void {
  if (!matrices) return
  let size = -1
  for (const [profile, { durations, distances, costs }] of Object.entries(matrices)) {
    const path = `matrices.${profile}`
    if (distances && !durations) throw new VroomError(`${path}.durations`, 'are needed beside distances')
    for (const [name, table] of Object.entries({ durations, distances, costs })) {
      if (!table) continue
      if (size >= 0 && table.length !== size)
        throw new VroomError(`${path}.${name}`, `has ${table.length} rows, not ${size}`)
      size = table.length
      demandCells(table, `${path}.${name}`)
    }
  }
  vehicles.forEach(({ profile, costs, max_distance }, index) => {
    const tables = Object.hasOwn(matrices, profile) ? matrices[profile] : undefined
    if (!tables?.durations) throw new VroomError(`matrices.${profile}.durations`, 'are needed by a vehicle')
    const path = `vehicles[${index}]`
    if (tables.costs && costs.per_hour !== 3600)
      throw new VroomError(`${path}.costs.per_hour`, 'cannot be used beside a matrix of costs')
    if (tables.costs && costs.per_km !== 0)
      throw new VroomError(`${path}.costs.per_km`, 'cannot be used beside a matrix of costs')
    if (costs.per_km > 0 && !tables.distances)
      throw new VroomError(`${path}.costs.per_km`, 'needs a matrix of distances')
    if (max_distance !== undefined && !tables.distances)
      throw new VroomError(`${path}.max_distance`, 'needs a matrix of distances')
  })
}

function demandCells(table: number[][], path: string): void {
  if (table.length === 0) throw new VroomError(path, 'is empty')
  table.forEach((row, from) => {
    if (!Array.isArray(row) || row.length !== table.length)
      throw new VroomError(`${path}[${from}]`, `must have ${table.length} entries`)
    const wrong = row.findIndex((cell) => !Number.isInteger(cell) || cell < 0)
    if (wrong >= 0) throw new VroomError(`${path}[${from}][${wrong}]`, 'must be an integer of at least 0')
  })
}

/** With matrices places are told by index, else by coordinates. */
function demandPlaces(input: VroomInput): void {
  const { matrices, vehicles } = input
  const size = matrices?.[vehicles[0].profile]?.durations?.length
  const demandIndex = (index: number, path: string) => {
    if (index >= size!) throw new VroomError(path, `must be below the size of the matrices, ${size}`)
  }
  eachTask(input, (task, path) => {
    if (size === undefined) {
      if (!task.location) throw new VroomError(`${path}.location`, 'is needed where there are no matrices')
    } else if (task.location_index === undefined) {
      throw new VroomError(`${path}.location_index`, 'is needed beside matrices')
    } else demandIndex(task.location_index, `${path}.location_index`)
  })
  vehicles.forEach((vehicle, number) => {
    for (const end of ['start', 'end'] as const) {
      const index = vehicle[`${end}_index`]
      const path = `vehicles[${number}].${end}`
      if (size !== undefined && vehicle[end] && index === undefined)
        throw new VroomError(`${path}_index`, 'is needed beside matrices')
      if (size === undefined && index !== undefined && !vehicle[end])
        throw new VroomError(path, 'is needed where there are no matrices')
      if (size !== undefined && index !== undefined) demandIndex(index, `${path}_index`)
    }
  })
}

function eachTask({ jobs, shipments }: VroomInput, visit: (task: VroomTask, path: string) => void): void {
  jobs.forEach((job, index) => visit(job, `jobs[${index}]`))
  shipments.forEach(({ pickup, delivery }, index) => {
    visit(pickup, `shipments[${index}].pickup`)
    visit(delivery, `shipments[${index}].delivery`)
  })
}
