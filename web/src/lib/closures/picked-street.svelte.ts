/** The stretch that was clicked on the map, until the form has taken it. */
class Picked {
  at = $state.raw<{ streetId: number; stretchId: number } | null>(null)
}

export const picked = new Picked()
