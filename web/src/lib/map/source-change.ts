import { dequal } from 'dequal/lite'
import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSourceDiff, GeoJSONSourceSpecification } from 'maplibre-gl'

type Data = GeoJSONSourceSpecification['data']

/** What a source is to be told, so that no more is drawn anew than differs. */
export type SourceChange = { data: Data } | { diff: GeoJSONSourceDiff }

/**
 * How a source comes from one value to the next: null where nothing differs, only the features that do where they go
 * by a property (`promoteId`) and are the fewer, else all of it. Features that did not change lie as they did.
 */
export function sourceChange(
  before: GeoJSONSourceSpecification,
  after: GeoJSONSourceSpecification,
): SourceChange | null {
  const [from, to] = [before.data, after.data]
  if (from === to) return null
  const name = after.promoteId
  const [known, wanted] = [byName(from, name), byName(to, name)]
  if (!known || !wanted) return dequal(from, to) ? null : { data: to }
  const remove = [...known.keys()].filter((id) => !wanted.has(id))
  const add = [...wanted].flatMap(([id, feature]) => (dequal(known.get(id), feature) ? [] : [feature]))
  const count = remove.length + add.length
  if (count === 0) return null
  return count * 2 > wanted.size ? { data: to } : { diff: { remove, add } }
}

/** Null where features have no names, or share one. */
function byName(data: Data, name: unknown): Map<number | string, Feature> | null {
  if (typeof name !== 'string' || !isCollection(data)) return null
  const features = new Map<unknown, Feature>()
  for (const feature of data.features) features.set(feature.properties?.[name] ?? null, feature)
  const isNamed = features.size === data.features.length && !features.has(null)
  return isNamed ? (features as Map<number | string, Feature>) : null
}

function isCollection(data: Data): data is FeatureCollection {
  return typeof data === 'object' && data.type === 'FeatureCollection'
}
