import type { Service } from '@dromos/api/contract'

/** Services that hold every word somewhere in their names or keywords; accents and case do not matter. */
export function findServices(services: Service[], words: string): Service[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return services
  return services.filter((service) => {
    const text = plain(
      [
        service.nameEl,
        service.nameEn,
        service.descriptionEl,
        service.descriptionEn,
        ...service.keywords,
      ].join(' '),
    )
    return wanted.every((word) => text.includes(word))
  })
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
}
