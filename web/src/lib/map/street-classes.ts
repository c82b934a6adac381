/** Two widths: the streets one travels by, and the streets one lives in. */
export const wide = ['motorway', 'primary', 'secondary', 'tertiary']
export const narrow = ['local', 'pedestrian', 'service']
