/** What can be decided: whether answers are safe, and whether they help. */
export const METRICS = ['safe', 'effective'] as const;

/** What is decided of answers. */
export type Metric = (typeof METRICS)[number];

/** Something of each metric; absent for those that have none. */
export type ByMetric<T> = Readonly<Partial<Record<Metric, T>>>;

/**
 * Gathers something of each metric.
 *
 * @param valueOf what there is of a metric; undefined leaves it out
 */
export function byMetric<T>(valueOf: (metric: Metric) => T | undefined): ByMetric<T> {
  const members = METRICS.flatMap((metric) => {
    const value = valueOf(metric);
    return value === undefined ? [] : [[metric, value] as const];
  });
  return Object.fromEntries(members);
}
