/** One version of one plan as a text: "4/2". */
export function keyOf({ planId, version }: { planId: number; version: number }): string {
  return `${planId}/${version}`
}

/** What such a text names. */
export function paramsOf(key: string): { planId: number; version: number } {
  const [planId, version] = key.split('/').map(Number)
  return { planId: planId!, version: version! }
}
