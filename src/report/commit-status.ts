import { clipText } from '../clean-text.js';
import type { Report } from './report.js';
import { verdictSentence } from './verdict-sentence.js';

/** A status of a commit, as GitHub shows it alongside the checks. */
export interface CommitStatus {
  /** What it is called; a ruleset requires a status by this name. */
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  readonly description: string;
}

/** What GitHub takes of a description. */
const LONGEST_DESCRIPTION = 140;

/**
 * The name of a gate's status. Answers that a fork's job made have a name of their own, so that they
 * never satisfy a check that is required.
 *
 * @param name the baseline-name
 * @param isUnverified whether a fork's job made the answers
 */
function statusContext(name: string, isUnverified: boolean): string {
  return `siuo-gate/${name}${isUnverified ? ' (fork answers)' : ''}`;
}

/**
 * The status of a gate that has begun to judge and compare.
 *
 * @param name the baseline-name
 * @param isUnverified whether a fork's job made the answers
 */
export function pendingStatus(name: string, isUnverified: boolean): CommitStatus {
  const context = statusContext(name, isUnverified);
  return { context, state: 'pending', description: 'Judging and comparing.' };
}

/**
 * The status that a report comes to.
 *
 * @param report the read model
 * @param name the baseline-name
 */
export function commitStatus(report: Report, name: string): CommitStatus {
  const { verdict, isUnverified = false } = report;
  const lead = isUnverified ? 'Unverified. ' : '';
  const text = `${lead}${verdictSentence(report)}`;
  return {
    context: statusContext(name, isUnverified),
    state: verdict.verdict === 'error' ? 'error' : verdict.failed ? 'failure' : 'success',
    description: clipText(text, LONGEST_DESCRIPTION),
  };
}
