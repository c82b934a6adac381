/**
 * For each job the `count` others with the smallest price, smallest first, −1 where there are fewer.
 * `price` fills a row: the price from every other job; Infinity leaves a pair out.
 */
export function nearestLists(
  jobs: number,
  count: number,
  price: (job: number, row: Float64Array) => void,
): Int32Array {
  const lists = new Int32Array(jobs * count).fill(-1)
  const row = new Float64Array(jobs)
  const bestPrice = new Float64Array(count)
  for (let job = 0; job < jobs; job++) {
    price(job, row)
    row[job] = Infinity
    const base = job * count
    const threshold = quantile(row, count)
    let filled = 0
    for (let other = 0; other < jobs; other++) {
      const value = row[other]
      if (value > threshold || value === Infinity) continue
      if (filled === count && value >= bestPrice[filled - 1]) continue
      let rank = filled < count ? filled++ : count - 1
      while (rank > 0 && bestPrice[rank - 1] > value) {
        bestPrice[rank] = bestPrice[rank - 1]
        lists[base + rank] = lists[base + rank - 1]
        rank--
      }
      bestPrice[rank] = value
      lists[base + rank] = other
    }
  }
  return lists
}

const BUCKETS = 512
const bucketCounts = new Int32Array(BUCKETS + 1)

/** A value that at least `count` entries do not exceed, found by one pass over buckets. */
function quantile(row: Float64Array, count: number): number {
  if (row.length <= 2 * count) return Number.MAX_VALUE
  let low = Infinity
  let high = 0
  for (let index = 0; index < row.length; index++) {
    const value = row[index]
    if (value < low) low = value
    if (value !== Infinity && value > high) high = value
  }
  if (!(high > low)) return Number.MAX_VALUE
  bucketCounts.fill(0)
  const scale = BUCKETS / (high - low)
  for (let index = 0; index < row.length; index++) {
    if (row[index] !== Infinity) bucketCounts[Math.floor((row[index] - low) * scale)]++
  }
  let seen = 0
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    seen += bucketCounts[bucket]
    if (seen >= count) return low + (bucket + 1) / scale
  }
  return Number.MAX_VALUE
}
