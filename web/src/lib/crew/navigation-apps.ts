import type { LonLat } from '@dromos/api/contract'

export const navigationApps = ['google', 'apple', 'osmand', 'geo'] as const
export type NavigationApp = (typeof navigationApps)[number]

type Place = { location: LonLat; label: string }

/** A link that hands a place over to an app of the tablet; geo: leaves the choice of one to the system. */
export function navigationLink(app: NavigationApp, { location: [lon, lat], label }: Place): string {
  const place = `${lat},${lon}`
  if (app === 'google')
    return `https://www.google.com/maps/dir/?api=1&travelmode=driving&destination=${place}`
  if (app === 'apple') return `https://maps.apple.com/?dirflg=d&daddr=${place}`
  if (app === 'osmand')
    return `https://osmand.net/map/?finish=${place}&pin=${place}&profile=car#17/${lat}/${lon}`
  // brackets end the label
  return `geo:${place}?q=${place}(${encodeURIComponent(label.replace(/[()]/g, ' '))})`
}
