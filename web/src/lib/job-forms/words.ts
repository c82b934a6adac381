import {
  isPictureField,
  type JobAnswer,
  type JobField,
  type JobForm,
  type Material,
} from '@dromos/api/contract'
import { localName } from '#lib/city/names.ts'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'

export function fieldName({ labelEl, labelEn }: Pick<JobField, 'labelEl' | 'labelEn'>): string {
  return localName({ nameEl: labelEl, nameEn: labelEn })
}

/** An answer in the city's words; a picture is only said to be there. */
export function answerWords(field: JobField | undefined, value: JobAnswer): string {
  if (value === null || value === '') return m.job_no_answer()
  if (field && isPictureField(field)) return m.job_picture()
  const option = field?.options.find(({ key }) => key === value)
  if (option) return localName(option)
  return [value, field?.unit].filter((part) => part !== undefined).join(' ')
}

export function quantityWords(material: Material | undefined, quantity: number | string): string {
  if (!material) return String(quantity)
  return `${Number(quantity).toLocaleString(getLocale())} ${getLocale() === 'en' ? material.unitEn : material.unitEl}`
}

/** A contested answer or quantity: what it is of, and how a value of it is said. */
export function contestedWords(
  { field, code = '' }: { field: string; code?: string },
  known: { form?: JobForm | null; materials?: readonly Material[] },
): { name: string; say: (value: string) => string } {
  if (field === 'material') {
    const material = known.materials?.find((each) => each.code === code)
    return {
      name: material ? localName(material) : code,
      say: (value) => quantityWords(material, value || 0),
    }
  }
  const asked = known.form?.fields.find((each) => each.code === code)
  return { name: asked ? fieldName(asked) : code, say: (value) => answerWords(asked, value) }
}
