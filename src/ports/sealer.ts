/** What a sealed text belongs to: opened anywhere else, it does not open. */
export interface SealedPlace {
  readonly org: string;
  readonly collection: string;
  readonly key: string;
}

/** Seals texts at rest. The first key seals, every key opens. */
export interface Sealer {
  seal(text: string, place: SealedPlace): string;
  /** Throws where no key opens it, or where it was changed or moved. */
  open(sealed: string, place: SealedPlace): string;
  /** Whether the first key sealed it or an older one; throws, naming the cure, where the key is not among those given. */
  ageOf(sealed: string): 'current' | 'older';
  /** The same words under the first key. */
  reseal(sealed: string, place: SealedPlace): string;
}
