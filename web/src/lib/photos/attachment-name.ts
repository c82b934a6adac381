import { m } from '#lib/paraglide/messages.js'

/** By its label, or else by its place among all that the order has, pictures and documents. */
export function attachmentName(
  { id, label }: { id: string; label: string },
  all: readonly { id: string }[],
): string {
  return label || m.job_attachment({ number: all.findIndex((each) => each.id === id) + 1 })
}
