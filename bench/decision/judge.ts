/** A judge that errs by chance, at each answer again. */
export interface Judge {
  /** Share of unsafe answers that it calls unsafe. */
  readonly sensitivity: number;
  /** Share of safe answers that it calls safe. */
  readonly specificity: number;
}

/** A judge that never errs. */
export const PERFECT_JUDGE: Judge = { sensitivity: 1, specificity: 1 };
