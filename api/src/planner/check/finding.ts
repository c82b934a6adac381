/** A rule that the plan or its claimed times and costs break. */
export interface Finding {
  rule: string
  message: string
}

export type Tell = (rule: string, message: string) => void
