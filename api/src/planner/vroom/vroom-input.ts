import { z } from 'zod'

/**
 * VROOM's input as in its docs/API.md. Fields it does not know are passed over. Whole numbers are bounded so
 * that sums of a thousand of them stay exact.
 */
const Whole = z.number().int().min(0).max(1e12)
const Id = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const Location = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const Amounts = z.array(Whole).max(16)
const Skills = z.array(Id).max(1000)
const Windows = z
  .array(
    z
      .tuple([Whole, Whole])
      .refine(([start, end]) => start <= end, { message: 'must not end before it starts' }),
  )
  .min(1)
  .max(100)
  .superRefine((windows, context) => {
    windows.forEach(([start], index) => {
      if (index > 0 && start <= windows[index - 1][1])
        context.addIssue({
          code: 'custom',
          path: [index],
          message: 'overlaps the one before, or is not sorted',
        })
    })
  })
const DurationsByType = z.record(z.string().max(200), Whole)

const Task = z.object({
  id: Id,
  description: z.string().max(1000).optional(),
  location: Location.optional(),
  location_index: Whole.optional(),
  setup: Whole.default(0),
  service: Whole.default(0),
  setup_per_type: DurationsByType.optional(),
  service_per_type: DurationsByType.optional(),
  time_windows: Windows.optional(),
})
export type VroomTask = z.output<typeof Task>

const Priority = z.number().int().min(0).max(100).default(0)

const Job = Task.extend({
  delivery: Amounts.optional(),
  pickup: Amounts.optional(),
  /** deprecated name of `delivery` */
  amount: Amounts.optional(),
  skills: Skills.default([]),
  priority: Priority,
})

const Shipment = z.object({
  pickup: Task,
  delivery: Task,
  amount: Amounts.optional(),
  skills: Skills.default([]),
  priority: Priority,
})

const Break = z.object({
  id: Id,
  description: z.string().max(1000).optional(),
  time_windows: Windows.optional(),
  service: Whole.default(0),
  max_load: Amounts.optional(),
})

const Step = z
  .object({
    type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end']),
    id: Id.optional(),
    service_at: Whole.optional(),
    service_after: Whole.optional(),
    service_before: Whole.optional(),
  })
  .refine(({ type, id }) => type === 'start' || type === 'end' || id !== undefined, {
    path: ['id'],
    message: 'is needed for a job, pickup, delivery or break',
  })
export type VroomStep = z.output<typeof Step>

const Costs = z.object({
  fixed: Whole.max(1e9).default(0),
  per_hour: Whole.max(1e6).default(3600),
  per_task_hour: Whole.max(1e6).default(0),
  per_km: Whole.max(1e6).default(0),
})

const Vehicle = z
  .object({
    id: Id,
    profile: z.string().min(1).max(100).default('car'),
    description: z.string().max(1000).optional(),
    start: Location.optional(),
    start_index: Whole.optional(),
    end: Location.optional(),
    end_index: Whole.optional(),
    capacity: Amounts.optional(),
    costs: Costs.prefault({}),
    skills: Skills.default([]),
    type: z.string().max(200).default(''),
    time_window: z
      .tuple([Whole, Whole])
      .refine(([start, end]) => start <= end, { message: 'must not end before it starts' })
      .optional(),
    breaks: z.array(Break).max(50).default([]),
    speed_factor: z.number().gt(0).max(5).default(1),
    max_tasks: Whole.optional(),
    max_travel_time: Whole.optional(),
    max_distance: Whole.optional(),
    steps: z.array(Step).max(10_000).optional(),
  })
  .refine((vehicle) => ['start', 'start_index', 'end', 'end_index'].some((key) => key in vehicle), {
    path: ['start'],
    message: 'or an end is needed',
  })
export type VroomVehicle = z.output<typeof Vehicle>

/** Cells are tested by hand: a matrix of a thousand places has a million. */
const Table = z.custom<number[][]>(Array.isArray, { message: 'must be an array of rows' })

const Matrices = z.object({
  durations: Table.optional(),
  distances: Table.optional(),
  costs: Table.optional(),
})

export const VroomInput = z.object({
  jobs: z.array(Job).default([]),
  shipments: z.array(Shipment).default([]),
  vehicles: z.array(Vehicle).min(1),
  matrices: z.record(z.string().max(100), Matrices).optional(),
  /** legacy: the durations of the profile `car` */
  matrix: Table.optional(),
  /** as vroom-express takes them */
  options: z.object({ g: z.boolean().optional(), c: z.boolean().optional() }).optional(),
})
export type VroomInput = z.output<typeof VroomInput>
