import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { InJurisdiction } from './values.ts'

export const ServiceCode = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/)

export const ServiceAttribute = z.object({
  code: z.string(),
  position: z.number().int(),
  datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  isRequired: z.boolean(),
  questionEl: z.string(),
  questionEn: z.string(),
  options: z.array(z.object({ key: z.string(), nameEl: z.string(), nameEn: z.string() })),
})
export type ServiceAttribute = z.infer<typeof ServiceAttribute>

export const Service = z.object({
  code: ServiceCode,
  groupCode: z.string(),
  departmentCode: z.string(),
  nameEl: z.string(),
  nameEn: z.string(),
  descriptionEl: z.string(),
  descriptionEn: z.string(),
  keywords: z.array(z.string()),
  /** a lucide icon name */
  icon: z.string(),
  position: z.number().int(),
  priority: z.number().int(),
  slaAmount: z.number().int(),
  slaUnit: z.enum(['hours', 'working_days', 'calendar_days']),
  durationMinutes: z.number().int(),
  setupMinutes: z.number().int(),
  skills: z.array(z.string()),
  vehicleFeatures: z.array(z.string()),
  loadM3: z.number(),
  loadKg: z.number(),
  attributes: z.array(ServiceAttribute),
})
export type Service = z.infer<typeof Service>

export const listServices = endpoint({
  name: 'listServices',
  method: 'GET',
  path: '/v1/:jurisdictionId/services',
  summary: 'What can be asked for, with the typed questions of each service',
  tag: 'services',
  access: 'public',
  params: InJurisdiction,
  response: z.array(Service),
})
