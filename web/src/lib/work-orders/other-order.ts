import type { OtherOrder } from '@dromos/api/contract'

type Known = Pick<OtherOrder, 'workOrderId' | 'title' | 'address'>

/** "Ογκώδη · Θηβών 12 (#34)": its service and address, as far as its title does not say them. */
export function otherOrderName({ workOrderId, title, address }: Known, serviceName: string): string {
  const says = (words: string) => title.toLocaleLowerCase('el').includes(words.toLocaleLowerCase('el'))
  const parts = [
    ...(says(serviceName) ? [] : [serviceName]),
    title,
    ...(address && !says(address) ? [address] : []),
  ]
  return `${parts.join(' · ')} (#${workOrderId})`
}
