import { z } from 'zod'
import { Id } from './values.ts'

/** What a crew takes along to an order, and what has to be arranged before it goes. */
export const OrderNeeds = z.object({
  materials: z.string().trim().max(1000),
  equipment: z.string().trim().max(1000),
  /** which one, and whether it is there */
  permit: z.string().trim().max(500),
  /** the road has to be closed for it */
  needsClosure: z.boolean(),
  /** the closure made for it, once there is one */
  closureId: Id.nullable(),
  /** of what is worked on, as it stands on it */
  assetCode: z.string().trim().min(1).max(40).nullable(),
})
export type OrderNeeds = z.infer<typeof OrderNeeds>
