const KMH_PER_MILE = 1.609344
const METERS_PER_FOOT = 0.3048

const NAMED_SPEEDS: Record<string, number> = {
  none: 130,
  walk: 7,
  urban: 50,
  rural: 90,
  motorway: 130,
  living_street: 10,
  zone30: 30,
}

/** Kilometres per hour, 0 where the tag is missing or says nothing that can be read. */
export function parseSpeedKmh(value: string | undefined): number {
  if (!value) return 0
  const name = value.includes(':') ? value.slice(value.indexOf(':') + 1) : value
  if (NAMED_SPEEDS[name]) return NAMED_SPEEDS[name]
  const match = /^(\d+(?:\.\d+)?)\s*(mph|km\/h|kmh)?$/.exec(value.trim())
  if (!match) return 0
  const speed = Number(match[1]) * (match[2] === 'mph' ? KMH_PER_MILE : 1)
  return speed > 0 ? Math.min(250, Math.max(1, Math.round(speed))) : 0
}

/** Metres from `3.5`, `3.5 m`, `11'6"`; 0 where nothing can be read. */
export function parseMeters(value: string | undefined): number {
  if (!value) return 0
  const metric = /^(\d+(?:\.\d+)?)\s*m?$/.exec(value.trim())
  if (metric) return Number(metric[1])
  const imperial = /^(\d+)'\s*(?:(\d+)"?)?$/.exec(value.trim())
  return imperial ? (Number(imperial[1]) + Number(imperial[2] ?? 0) / 12) * METERS_PER_FOOT : 0
}

/** Tonnes from `7.5`, `7.5 t`, `7500 kg`; 0 where nothing can be read. */
export function parseTonnes(value: string | undefined): number {
  const match = /^(\d+(?:\.\d+)?)\s*(t|kg)?$/.exec(value?.trim() ?? '')
  return match ? Number(match[1]) / (match[2] === 'kg' ? 1000 : 1) : 0
}
