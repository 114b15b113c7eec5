import { METRICS, type Metric } from '../config/config.js';

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
