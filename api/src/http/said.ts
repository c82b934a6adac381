type Said<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> }

/** What a caller said: fields that were left out are not in it, so that what they would replace stays. */
export function said<T extends object>(given: T): Said<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Said<T>
}
