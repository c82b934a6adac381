/** Of a city in an address; what is none is put into no page. */
export const cityId = /^[a-z][a-z0-9-]{1,30}$/

/** What every console of a city asks for first, below /api. */
export function askedOfCity(jurisdictionId: string): string[] {
  const city = `/v1/${jurisdictionId}`
  return ['/v1/me', city, `${city}/services`, `${city}/areas`]
}
