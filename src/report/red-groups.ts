import { METRICS, type Metric } from '../decide/metric.js';
import { memoryDigest } from '../digest.js';

/** The most red groups that are kept of one verdict. */
export const MOST_GROUPS = 40;

/** Longer names of domains are kept as digests. */
export const LONGEST_NAME = 60;

/** A domain that was red on a metric; the domain is null for all items together. */
export interface RedGroup {
  readonly metric: Metric;
  readonly domain: string | null;
  /**
   * By how much it dropped at most, a fraction from 0 to 1. Undefined for a missed floor, and where
   * several groups stand as one: such a group can be accepted by nobody.
   */
  readonly drop?: number | undefined;
}

/** Drops are kept in steps of a hundredth of a point, rounded up. */
const DROP_STEPS = 10_000;

/**
 * Red groups as a memory, and a waiver, hold them: each once, with short names and rounded drops.
 *
 * @param red the red groups; of more than 40, all items together stand for all
 */
export function keptGroups(red: readonly RedGroup[]): readonly RedGroup[] {
  return boundGroups(
    red.map(({ metric, domain, drop }) => ({
      ...{ metric, domain: keptName(domain) },
      ...(drop === undefined ? {} : { drop: roundedUp(drop) }),
    })),
  );
}

/** A drop in its steps; what is a step already stays one. */
function roundedUp(drop: number): number {
  return Math.min(1, Math.ceil(drop * DROP_STEPS - 1e-6) / DROP_STEPS);
}

/** A domain as a memory names it. */
function keptName(domain: string | null): string | null {
  if (domain === null || domain.length <= LONGEST_NAME) return domain;
  return `sha256:${memoryDigest(domain)}`;
}

/**
 * Groups without repetition, of each the larger drop; too many become all items together, per metric.
 *
 * @param groups any; none gives none
 */
export function boundGroups<Group extends RedGroup>(groups: readonly Group[]): Group[] {
  const each = new Map<string, Group>();
  for (const one of groups) {
    const key = JSON.stringify({ ...one, drop: undefined });
    each.set(key, withLargerDrop(each.get(key) ?? one, one));
  }
  if (each.size <= MOST_GROUPS) return [...each.values()];
  return boundGroups([...each.values()].map(asAllItems)).slice(0, MOST_GROUPS);
}

/** Of two looks at one group the larger drop; none where either has none. */
function withLargerDrop<Group extends RedGroup>(a: Group, b: Group): Group {
  if (a.drop === undefined || b.drop === undefined) return { ...a, drop: undefined };
  return a.drop >= b.drop ? a : b;
}

/** All items in the place of a group, whose own drop says nothing of them. */
function asAllItems<Group extends RedGroup>(group: Group): Group {
  return { ...group, domain: null, drop: undefined };
}

/**
 * Which of some domains are red, by the names that a memory keeps.
 *
 * @param red the red groups
 * @param domains names as the data set has them; none that it does not know is given back
 */
export function redDomains(
  red: readonly RedGroup[],
  domains: readonly string[],
): readonly { readonly domain: string; readonly metric: Metric }[] {
  return METRICS.flatMap((metric) =>
    domains
      .filter((domain) =>
        red.some((one) => one.metric === metric && one.domain === keptName(domain)),
      )
      .map((domain) => ({ domain, metric })),
  );
}

/**
 * Groups as all items together, once per metric (and protocol).
 *
 * @param groups any; none gives none
 */
export function unnamedGroups<Group extends RedGroup>(groups: readonly Group[]): Group[] {
  return boundGroups(groups.map(asAllItems)).slice(0, 8);
}
