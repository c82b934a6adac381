/** What can be asked for, as both demo cities offer it. */
export interface DemoService {
  code: string
  department: string
  group: string
  name: Bilingual
  description: Bilingual
  keywords: readonly string[]
  /** a lucide icon */
  icon: string
  priority: number
  sla: readonly [amount: number, unit: 'hours' | 'working_days' | 'calendar_days']
  durationMinutes: number
  setupMinutes: number
  skills: readonly string[]
  vehicleFeatures: readonly string[]
  loadM3?: number
  loadKg?: number
  duplicateRadiusMeters: number
  duplicateDays: number
  clusterRadiusMeters?: number
  questions: readonly Question[]
}

export type Bilingual = readonly [el: string, en: string]

export interface Question {
  code: string
  datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist'
  isRequired: boolean
  question: Bilingual
  options: readonly (readonly [key: string, el: string, en: string])[]
}

export function choice(
  code: string,
  question: Bilingual,
  options: Question['options'],
  { isRequired = false, isMultiple = false } = {},
): Question {
  return { code, datatype: isMultiple ? 'multivaluelist' : 'singlevaluelist', isRequired, question, options }
}

export function ask(code: string, datatype: 'string' | 'number' | 'text', question: Bilingual): Question {
  return { code, datatype, isRequired: false, question, options: [] }
}

export const yesNo: Question['options'] = [
  ['yes', 'Ναι', 'Yes'],
  ['no', 'Όχι', 'No'],
]
