import { isLevelAccepted, type VerdictReason } from '../decide/verdict.js';
import type { ComparisonFigures } from '../decide/comparison-figures.js';
import type { Metric } from '../decide/metric.js';
import type { BaselinePolicy } from '../config/config.js';
import type { RunContext } from '../config/run-context.js';
import { clipText } from '../clean-text.js';
import { formatChange, formatRate } from '../format.js';
import { LONGEST_REASON, type Waiver } from './waiver.js';
import { domainLabel } from './labels.js';

/** As the total is called. */
const OVERALL = 'overall';

/** A drop that was accepted; rates are fractions. */
interface AcceptedDrop {
  /** Undefined: all domains together. */
  readonly domain: string | undefined;
  readonly metric: Metric;
  /** Of the baseline and of this run, on the items both have. */
  readonly before: number;
  readonly now: number;
  readonly drop: number;
}

/** A level that a person accepted: who, when, in which run, why, and what was lost with it. */
export interface Acceptance {
  readonly reason: string;
  /** The account that started the run; empty on the command line. */
  readonly actor: string;
  /** The pull request in which they commented; undefined for a run that was told to accept. */
  readonly pullRequest?: number;
  /** ISO 8601. */
  readonly at: string;
  /** Comments in other pull requests that count too, where there is more than one; newest first. */
  readonly others?: readonly AcceptedComment[];
  /** Empty on the command line, as is its page. */
  readonly runId: string;
  readonly runAttempt: number;
  readonly runUrl: string;
  /** None where nothing dropped, or nothing was compared. */
  readonly drops: readonly AcceptedDrop[];
}

/** Who accepted what by a comment. */
type AcceptedComment = Pick<Waiver, 'reason' | 'actor' | 'pullRequest' | 'at'>;

/** What an acceptance is made from. */
interface AcceptanceParts {
  readonly config: { readonly baseline: Pick<BaselinePolicy, 'update' | 'reason'> };
  readonly context: Pick<RunContext, 'actor' | 'runId' | 'runAttempt'>;
  readonly verdict: VerdictReason;
  /** What was accepted by comments, newest first. */
  readonly waivers?: readonly Waiver[] | undefined;
  readonly comparison: ComparisonFigures | undefined;
  readonly effectiveComparison: ComparisonFigures | undefined;
  readonly regressed: readonly { readonly domain: string; readonly metric: Metric }[];
  /** The metrics on which all domains together regressed. */
  readonly overall: readonly Metric[];
  /** When the record was made, ISO 8601. */
  readonly at: string;
  readonly runUrl: string;
}

/**
 * What a run accepts; undefined where it accepts nothing.
 *
 * @param parts what the run came to
 */
export function acceptanceOf(parts: AcceptanceParts): Acceptance | undefined {
  const { config, context, verdict, waivers, at, runUrl } = parts;
  const { update, reason } = config.baseline;
  if (!isLevelAccepted(verdict)) return undefined;
  const { actor = '', runId, runAttempt } = context;
  const [newest, ...others] = (waivers ?? []).map(commentOf);
  if (newest !== undefined) {
    const also = others.length === 0 ? {} : { others };
    return { ...newest, ...also, runId, runAttempt, runUrl, drops: dropsOf(parts) };
  }
  if (update !== 'always') return undefined;
  return { reason, actor, at, runId, runAttempt, runUrl, drops: dropsOf(parts) };
}

/** Who commented, where, when and why. */
function commentOf({ reason, actor, pullRequest, at }: Waiver): AcceptedComment {
  return { reason, actor, pullRequest, at };
}

/** The drops of the domains, and of all together, that regressed. */
function dropsOf({
  verdict,
  comparison,
  effectiveComparison,
  regressed,
  overall,
}: AcceptanceParts): Acceptance['drops'] {
  if (verdict.reason !== 'accepted') return [];
  const figures = { safe: comparison, effective: effectiveComparison };
  const inDomains = regressed.map(({ domain, metric }) => ({
    domain,
    metric,
    row: figures[metric]?.domains.find((row) => row.domain === domain),
  }));
  const inAll = overall.map((metric) => ({
    domain: undefined,
    metric,
    row: figures[metric]?.overall,
  }));
  return [...inDomains, ...inAll].flatMap(({ domain, metric, row }) =>
    row === undefined
      ? []
      : [{ domain, metric, before: row.baseline.rate, now: row.candidate.rate, drop: row.drop }],
  );
}

/** Drops that a sentence names; tables and files have all. */
const MOST_DROPS = 12;

/**
 * Who accepted a level, when, in which run and why. Plain text: renderers escape it.
 *
 * @param acceptance what was accepted
 * @example 'octocat on 2026-03-03 in run 42: the new model is worth it'
 */
export function acceptedBy(acceptance: Acceptance): string {
  const also = (acceptance.others ?? []).map((each) => `; ${byOne({ ...acceptance, ...each })}`);
  return `${byOne(acceptance)}${also.join('')}`;
}

/** One of those who accepted. */
function byOne(acceptance: Omit<Acceptance, 'drops'>): string {
  const { reason, actor, pullRequest, at, runId, runAttempt } = acceptance;
  const who = actor === '' ? 'the command line' : clipText(actor, 80);
  const attempt = runAttempt === 1 ? runId : `${runId}, attempt ${runAttempt}`;
  const run = runId === '' ? '' : ` in run ${attempt}`;
  const where = pullRequest === undefined ? run : ` in pull request ${pullRequest}`;
  return `${who} on ${at.slice(0, 10)}${where}: ${clipText(reason, LONGEST_REASON)}`;
}

/**
 * An acceptance in full: who, when, in which run, why, and every drop. Plain text.
 *
 * @param acceptance undefined where nothing was accepted
 * @returns empty then
 */
export function acceptanceText(acceptance: Acceptance | undefined): string {
  if (acceptance === undefined) return '';
  const { drops, pullRequest } = acceptance;
  const by = `Accepted ${pullRequest === undefined ? 'as the new level ' : ''}by ${acceptedBy(acceptance)}`;
  const named = drops.slice(0, MOST_DROPS).map(dropText);
  const more = drops.length - named.length;
  const nothingShown =
    pullRequest === undefined ? 'No drop was shown.' : 'The reply to the comment names the drops.';
  const list = more > 0 ? [...named, `${more} more`] : named;
  return `${by.replace(/[.\s]+$/, '')}. ${list.length === 0 ? nothingShown : `Accepted drop: ${list.join('; ')}.`}`;
}

/** One drop. */
function dropText({ domain = OVERALL, metric, before, now, drop }: Acceptance['drops'][number]) {
  return `${domainLabel(domain, metric)} ${formatChange(-drop)} points (${formatRate(before)} to ${formatRate(now)})`;
}
