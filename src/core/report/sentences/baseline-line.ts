import type { Opponent } from '../../pool/choose-opponent.js';
import { baselineSummary } from '../baseline-summary.js';
import { formatCount } from '../text/format-number.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What a run is compared with, in one line for the log: where it lies, which run and commit made its
 * newest night, how old that is, how many nights and answers it holds, and what is pinned.
 *
 * @param opponent what was chosen of a stored baseline
 * @param where where it lies
 * @param nowMs milliseconds since the epoch
 */
export function baselineLine(
  opponent: Extract<Opponent, { kind: 'baseline' }>,
  where: string,
  nowMs: number,
): string {
  const summary = baselineSummary(opponent, where);
  if (summary?.kind !== 'used') return where;
  const { nights, answersPerItem } = summary;
  const held = `${formatCount(nights.length, 'night')}, ${formatCount(answersPerItem, 'answer')} an item`;
  return `${where}: ${held}${newestOf(nights[0], nowMs)}${pinOf(opponent)}.`;
}

/** Which run made the newest night, and how long ago. */
function newestOf(
  night: { readonly createdAt: string; readonly sha: string; readonly runId: string } | undefined,
  nowMs: number,
): string {
  if (night === undefined) return '';
  const days = Math.max(0, Math.floor((nowMs - Date.parse(night.createdAt)) / DAY_MS));
  const run = night.runId === '' ? 'a local run' : `run ${night.runId}`;
  const commit = night.sha === '' ? '' : ` at commit ${night.sha.slice(0, 12)}`;
  return `; the newest of ${run}${commit}, ${formatCount(days, 'day')} old`;
}

/** The pinned level, where it is another one than the pool. */
function pinOf({
  baseline: { pinned },
  pinned: apart,
}: Extract<Opponent, { kind: 'baseline' }>): string {
  if (pinned === null || apart.length === 0) return '';
  const label = pinned.kind === 'release' ? `release ${pinned.label}` : 'the first accepted level';
  return `; pinned: ${label}, ${pinned.pinnedAt.slice(0, 10)}`;
}
