import type { OtherOrder, Service } from '@dromos/api/contract'
import { localName } from '#lib/city/names.ts'

type Known = Pick<OtherOrder, 'workOrderId' | 'title' | 'address'>

/** "Ογκώδη · Θηβών 12 (#34)": its service and address, as far as its title does not say them in either language. */
export function otherOrderName(
  { workOrderId, title, address }: Known,
  service: Pick<Service, 'nameEl' | 'nameEn'> | undefined,
): string {
  const says = (words: string) => title.toLocaleLowerCase('el').includes(words.toLocaleLowerCase('el'))
  const isNamed = !service || says(service.nameEl) || says(service.nameEn)
  const parts = [
    ...(isNamed ? [] : [localName(service)]),
    title,
    ...(address && !says(address) ? [address] : []),
  ]
  return `${parts.join(' · ')} (#${workOrderId})`
}
