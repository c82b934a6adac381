const quietMilliseconds = 1000
const repeatMilliseconds = 5000

/**
 * Does one step of work. Says nothing of it within the first second, then that it goes on, then how long it took.
 *
 * @type {<T>(title: string, work: (report: (text: string) => void) => Promise<T>) => Promise<T>}
 */
export async function step(title, work) {
  const began = performance.now()
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1)
  let state = ''
  let told = ''
  const tell = () => {
    const text = state ? `${title}: ${state}` : title
    console.log(`… ${text}${text === told ? ` (${seconds()} s)` : ''}`)
    told = text
  }
  /** @type {NodeJS.Timeout} */
  let timer = setTimeout(() => {
    tell()
    timer = setInterval(tell, repeatMilliseconds)
  }, quietMilliseconds)
  try {
    const result = await work((text) => (state = text))
    console.log(`✓ ${title} (${seconds()} s)`)
    return result
  } catch (error) {
    console.log(`✗ ${title} (${seconds()} s)`)
    throw error
  } finally {
    clearTimeout(timer)
  }
}
