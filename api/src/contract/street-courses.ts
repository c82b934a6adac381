import { z } from 'zod'
import { MultiLineString } from './values.ts'

/** A street, or a part of one, that work is along. */
export const StreetCourse = z.object({
  name: z.string(),
  /** the streets met where it begins and ends, where the map names one */
  beginsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  lengthMeters: z.number().int(),
  line: MultiLineString,
})
export type StreetCourse = z.infer<typeof StreetCourse>
