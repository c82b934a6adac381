/** A crew's zone has at most so many corners, its first counted once. */
export const mostZoneCorners = 200
