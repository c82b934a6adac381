import type { StreetCourse } from '@dromos/api/contract'
import { number } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

type Course = Omit<StreetCourse, 'line'>

/** "Θηβών, από: Ιερά Οδός έως: Πέτρας"; its name alone where no end of it is known. */
export function courseText({ name, beginsAt, endsAt }: Course): string {
  if (!beginsAt && !endsAt) return name
  return m.course_from_to({
    street: name,
    from: beginsAt ?? m.course_beginning(),
    to: endsAt ?? m.course_end(),
  })
}

export function courseWords(course: Course): string {
  return `${courseText(course)} · ${m.streets_length({ meters: number(course.lengthMeters) })}`
}
