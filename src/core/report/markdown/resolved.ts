import type { Report } from '../report.js';
import { lastFailure } from './verdict-history.js';

/**
 * Whether a pass follows a failure of the same pull request, and whether the commit has changed since:
 * where it has not, nothing was mended.
 *
 * @param report the read model
 * @returns empty unless this run passes, its check too, and the last decided one failed
 */
export function resolved({ verdict, earlierVerdicts, provenance }: Report): string {
  const isGreen = verdict.verdict === 'pass' && !verdict.failed;
  const failure = isGreen ? lastFailure(earlierVerdicts) : undefined;
  if (failure === undefined) return '';
  const { reason, runId, runAttempt, sha } = failure;
  const when = `${reason} in run ${runId}.${runAttempt} on commit \`${sha.slice(0, 12)}\``;
  return provenance?.sha === sha
    ? `**Passes now, on the same commit that failed:** ${when}.`
    : `**Resolved:** ${when}; this run finds it no more.`;
}
