/**
 * What stands along the foot of the page, in pixels: messages float above it. A state and no property of the document,
 * with which every element of it would get its style anew.
 */
export const foot = $state({ height: 0 })
