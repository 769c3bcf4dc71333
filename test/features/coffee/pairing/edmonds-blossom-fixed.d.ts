declare module 'edmonds-blossom-fixed' {
  /** Maximum-weight matching of `[vertex, vertex, weight]` edges; the partner of each vertex, -1 without one. */
  export default function blossom(edges: readonly [number, number, number][], isMaxCardinality?: boolean): number[];
}
