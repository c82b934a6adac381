/** Of a map, what its camera needs to follow another one's. */
export interface Followed {
  getCenter(): { lng: number; lat: number }
  getZoom(): number
  jumpTo(to: { center: { lng: number; lat: number }; zoom: number }): unknown
  on(kind: 'move', listener: () => void): unknown
  off(kind: 'move', listener: () => void): unknown
}

interface Camera {
  center: { lng: number; lat: number }
  zoom: number
}

/** Two maps look at the same place, whichever is moved; the second begins where the first is. Gives the end of it. */
export function syncCameras(first: Followed, second: Followed): () => void {
  const toldTo = new Map<Followed, Camera>()
  function follow(leader: Followed, follower: Followed): () => void {
    return () => {
      const camera = cameraOf(leader)
      // that it has followed is no news, also where a map tells of it later
      const told = toldTo.get(leader)
      if (told && isSame(told, camera)) return
      toldTo.delete(leader)
      toldTo.set(follower, camera)
      follower.jumpTo(camera)
      // a map keeps to its own bounds
      toldTo.set(follower, cameraOf(follower))
    }
  }
  const [forth, back] = [follow(first, second), follow(second, first)]
  first.on('move', forth)
  second.on('move', back)
  forth()
  return () => {
    first.off('move', forth)
    second.off('move', back)
  }
}

/** to far less than a pixel */
const leastDegrees = 1e-9
const leastZoom = 1e-9

function cameraOf(map: Followed): Camera {
  return { center: map.getCenter(), zoom: map.getZoom() }
}

function isSame(camera: Camera, other: Camera): boolean {
  return (
    Math.abs(camera.center.lng - other.center.lng) < leastDegrees &&
    Math.abs(camera.center.lat - other.center.lat) < leastDegrees &&
    Math.abs(camera.zoom - other.zoom) < leastZoom
  )
}
