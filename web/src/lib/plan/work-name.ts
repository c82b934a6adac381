/**
 * What is to be done, without the street: orders are named "service · street", and where the street stands beside,
 * it is the part that matters.
 */
export function workName(title: string | null, address: string | null): string {
  const [name = '', ...rest] = (title ?? '').split(' · ')
  const street = rest.join(' · ')
  return street && address?.startsWith(street) ? name : (title ?? '')
}
