/** What requests are listed by; each in the way one looks for first (newest, most urgent), or the other way round. */
export const requestSorts = ['newest', 'due', 'address', 'service', 'area', 'priority', 'status'] as const
/** What work orders are listed by as well. */
export const orderSorts = [...requestSorts, 'title', 'minutes', 'skill'] as const
