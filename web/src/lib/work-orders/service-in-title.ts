import type { Service } from '@dromos/api/contract'

/** "Ογκώδη · " of "Ογκώδη · Θηβών 12": what a title says of its service, in either language, before the street. */
export function serviceInTitle(
  title: string,
  service: Pick<Service, 'nameEl' | 'nameEn'> | undefined,
): string {
  const names = service ? [service.nameEl, service.nameEn] : []
  return names.map((name) => `${name} · `).find((lead) => title.startsWith(lead)) ?? ''
}
