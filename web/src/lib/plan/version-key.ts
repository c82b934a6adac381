/** One version of one plan as a text: "4/2". */
export function keyOf({ planId, version }: { planId: number; version: number }): string {
  return `${planId}/${version}`
}
