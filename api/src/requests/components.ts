/** Connected components of a graph, each in ascending order, ordered by their smallest member. */
export function connectedComponents(
  nodes: readonly number[],
  edges: readonly (readonly [number, number])[],
): number[][] {
  const parent = new Map(nodes.map((node) => [node, node]))
  for (const [a, b] of edges) {
    const [rootA, rootB] = [rootOf(parent, a), rootOf(parent, b)]
    // the smaller id stays the root, so that the outcome does not depend on the order of the edges
    if (rootA !== rootB) parent.set(Math.max(rootA, rootB), Math.min(rootA, rootB))
  }
  const sorted = [...parent.keys()].sort((a, b) => a - b)
  return [...Map.groupBy(sorted, (node) => rootOf(parent, node)).values()]
}

function rootOf(parent: Map<number, number>, node: number): number {
  let root = node
  while (parent.get(root) !== root) root = parent.get(root)!
  // shorten the way for the next search
  while (node !== root) {
    const next = parent.get(node)!
    parent.set(node, root)
    node = next
  }
  return root
}
