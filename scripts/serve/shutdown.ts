const deadlineMilliseconds = 15_000

/**
 * Ends this process in order on the first wish to stop: Ctrl-C, a polite kill, a closed terminal, or the death
 * of the process that started us. Wishes that follow change nothing, since a terminal sends the same one to
 * several of us. Everything in `stack` is disposed of, the latest first.
 */
export function stopInOrder(stack: AsyncDisposableStack): (code: number) => Promise<void> {
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), deadlineMilliseconds).unref()
    try {
      await stack.disposeAsync()
      process.exit(code)
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  process.on('disconnect', () => void stop(0))
  // the terminal may be gone before we are
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  return stop
}
