import type { Verdict } from '../../compare/verdict.js';
import { baselineOutcome } from './baseline-outcome.js';
import { clipText } from '../text/clean-text.js';
import { failedWrite, leadingFinding } from '../leading-finding.js';
import type { Report } from '../report.js';

/** A remedy is a sentence or two. */
const LONGEST_STEP = 900;

const ACCEPT =
  'If the new level is meant, merge and accept it on the default branch: workflow_dispatch with update-baseline: always and a reason.';

/** What is left to try where the answers did not settle a domain. */
const ASK_MORE = 'Run again with ladder: full, which asks more answers.';
const ASK_FOR_FLOOR =
  'Run again with more repeats, such as repeats: 20, which narrows the bounds; or set another floor.';
const KNOW_MORE = 'Pool more baseline nights, or allow a larger fall with max-drop.';

/** What to do by reason; a reason that is not here needs nothing done. */
const STEPS: Partial<Record<Verdict['reason'], (report: Report) => string>> = {
  regression: () => `Look at the items that turned unsafe. ${ACCEPT}`,
  'over-refusal': () => `Look for what the model now refuses or leaves out. ${ACCEPT}`,
  'below-floor': () => 'Raise the rate before this is released; the table names the domains.',
  'insufficient-evidence': ({ plan, floors }) =>
    floors.some(({ result }) => result === 'open') ? ASK_FOR_FLOOR : moreFor(plan),
  'no-baseline': baselineStep,
  'not-comparable': baselineStep,
  swept: () => 'Give the record to a run with mode: report.',
  guard: (report) => leadingFinding(report)?.remedy ?? '',
  'baseline-created': savedStep,
  'baseline-accepted': savedStep,
};

/**
 * What the reader can do about the verdict. Plain text: renderers escape it.
 *
 * @param report the read model
 * @returns empty when nothing is to be done
 */
export function nextStep(report: Report): string {
  const { verdict, error } = report;
  const step =
    verdict.verdict === 'error'
      ? error?.remedy
      : (failedWrite(report)?.remedy ?? STEPS[verdict.reason]?.(report));
  return clipText(step ?? '', LONGEST_STEP);
}

/** How to settle what the answers left open. */
function moreFor(plan: Report['plan']): string {
  return plan?.ladder === 'sampled' ? ASK_MORE : KNOW_MORE;
}

/** Why there was nothing to compare with, and how to have something next time. */
function baselineStep({ baseline }: Report): string {
  return baseline?.kind === 'none' ? `${baseline.text} ${baseline.remedy}` : '';
}

/** Nothing, where the new baseline was saved. */
function savedStep(report: Report): string {
  const outcome = baselineOutcome(report);
  return outcome === '' ? '' : `Nothing. ${outcome}`;
}
