type Triple = [number, number, number]

/** How eyes see: all cones, or without one kind of them. */
export const sights = ['all', 'protan', 'deutan', 'tritan'] as const
type Sight = (typeof sights)[number]

/** Machado, Oliveira and Fernandes 2009, full severity, on linear RGB. */
const simulations: Record<Exclude<Sight, 'all'>, [Triple, Triple, Triple]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE L*a*b* (D65) of `#rrggbb` as it is seen. */
export function labOf(colour: string, sight: Sight = 'all'): Triple {
  const linear = [1, 3, 5].map((start) => {
    const share = parseInt(colour.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Triple
  const seen =
    sight === 'all'
      ? linear
      : (simulations[sight].map((row) => Math.min(1, Math.max(0, dot(row, linear)))) as Triple)
  const x = dot([0.4124564, 0.3575761, 0.1804375], seen) / 0.95047
  const y = dot([0.2126729, 0.7151522, 0.072175], seen)
  const z = dot([0.0193339, 0.119192, 0.9503041], seen) / 1.08883
  const [fx, fy, fz] = [x, y, z].map((t) =>
    t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116,
  ) as Triple
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

/** CIEDE2000 (Sharma, Wu and Dalal 2005): 1 is what a trained eye can just tell apart. */
export function difference([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2
  const g = 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)))
  const [one, other] = [
    [a1 * (1 + g), b1],
    [a2 * (1 + g), b2],
  ].map(([a, b]) => ({ c: Math.hypot(a, b), h: (degrees(Math.atan2(b, a)) + 360) % 360 }))
  const isGrey = one.c * other.c === 0
  const turn = isGrey ? 0 : ((other.h - one.h + 540) % 360) - 180
  const dL = l2 - l1
  const dC = other.c - one.c
  const dH = 2 * Math.sqrt(one.c * other.c) * Math.sin(radians(turn / 2))
  const l = (l1 + l2) / 2
  const c = (one.c + other.c) / 2
  const h = isGrey ? one.h + other.h : (one.h + turn / 2 + 360) % 360
  const t =
    1 -
    0.17 * Math.cos(radians(h - 30)) +
    0.24 * Math.cos(radians(2 * h)) +
    0.32 * Math.cos(radians(3 * h + 6)) -
    0.2 * Math.cos(radians(4 * h - 63))
  const sL = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2)
  const sC = 1 + 0.045 * c
  const sH = 1 + 0.015 * c * t
  const rotation =
    -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * Math.sin(radians(60 * Math.exp(-(((h - 275) / 25) ** 2))))
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + rotation * (dC / sC) * (dH / sH))
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180
}
