/** Resolves so many milliseconds later. For reading at a platform's pace; what is owed is never waited for, it is put off. */
export type Wait = (ms: number) => Promise<void>;
