import type { StreetCourse } from '@dromos/api/contract'
import { number } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

type Course = Omit<StreetCourse, 'line'>

/** "Θηβών, από: Ιερά Οδός έως: Πέτρας"; an end that the map has no name for is not told. */
export function courseText({ name: street, beginsAt: from, endsAt: to }: Course): string {
  if (from && to) return m.course_from_to({ street, from, to })
  if (from) return m.course_from({ street, from })
  return to ? m.course_to({ street, to }) : street
}

export function courseWords(course: Course): string {
  return `${courseText(course)} · ${m.streets_length({ meters: number(course.lengthMeters) })}`
}
