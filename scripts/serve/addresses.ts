/** Tells where everything is. */
export function printAddresses(origin: string): void {
  console.log(`\nDromos is ready: ${origin}`)
}
