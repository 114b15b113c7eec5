import type { VerdictReason } from '../../core/compare/verdict.js';
import type { JudgeConfig } from '../../core/config/config.js';
import { isUnverified } from '../../core/config/heads.js';
import { digestOfJson } from '../../core/digest.js';
import {
  lastVerdict,
  memoryDigest,
  mergeMemories,
  NO_MEMORY,
  redOf,
  type RememberedVerdict,
  type VerdictSubject,
} from '../../core/report/verdict-memory.js';
import { needed } from '../needed.js';
import type { GatePorts } from '../gate-ports.js';
import { targetOfRun } from '../outcome/target-of-run.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Ends a run on a pull request's head that has its verdict already, before it asks anything. A red verdict
 * belongs to head, target, baseline and protocol: it is repeated, unless all answers behind it are
 * stored, which then show it at no cost ({@link withKnownRed} holds it all the same). Any verdict is
 * repeated after an edit of the pull request's title or text, and on workflow_run, which does not say
 * what started the run that it follows.
 *
 * @param facts what the run knows after the lookup; gets what is known of earlier runs
 * @param ports where that is kept, and the log
 * @returns undefined when the run goes on
 */
export async function repeatVerdict(
  facts: RunFacts,
  { recall, log }: Pick<GatePorts, 'recall' | 'log'>,
): Promise<VerdictReason | undefined> {
  if (facts.context.pullRequest === undefined) return undefined;
  facts.subject = subjectOf(facts);
  if (recall === undefined) return undefined;
  const { memory, problem } = await recall.recall();
  facts.recalled = memory;
  facts.recallProblem = problem;
  if (problem !== undefined) {
    log.warning(`Earlier verdicts of this pull request are not all known: ${problem}`);
  }
  if (facts.isStoredWhole) return undefined;
  const isAsBefore = facts.context.pullRequest.isTextEdit === true;
  const isPerhaps = facts.context.workflowRun !== undefined;
  const known =
    isAsBefore || isPerhaps
      ? lastVerdict(memory, facts.subject, isAsBefore)
      : redOf(memory, facts.subject);
  return known === undefined ? undefined : repeat(facts, known);
}

/**
 * Looks once more where not all earlier verdicts could be read at the start, before the verdict is made: a
 * red one that GitHub kept back for a moment holds all the same ({@link withKnownRed}).
 *
 * @param facts what the run knows; gets what is known now
 * @param ports where that is kept, and the log
 */
export async function recallAgain(
  facts: RunFacts,
  { recall, log }: Pick<GatePorts, 'recall' | 'log'>,
): Promise<void> {
  if (recall === undefined || facts.recallProblem === undefined) return;
  const { memory, problem } = await recall.recall();
  const found = [facts.recalled ?? NO_MEMORY, memory].map((each) => ({
    memory: each,
    isAuthentic: true,
  }));
  facts.recalled = mergeMemories(found, facts.context.sha);
  facts.recallProblem = problem;
  log.info(
    problem === undefined
      ? 'Earlier verdicts of this pull request are known now.'
      : `Earlier verdicts of this pull request are still not all known: ${problem}`,
  );
}

/**
 * The verdict of a run, or the red one that its head has already: answers that were stored, or another
 * look at them, do not turn it green.
 *
 * @param facts what the run knows
 * @param said what it came to
 */
export function withKnownRed(facts: RunFacts, said: VerdictReason): VerdictReason {
  const { recalled, subject } = facts;
  if (said.verdict === 'fail' || recalled === undefined || subject === undefined) return said;
  const red = redOf(recalled, subject);
  return red === undefined ? said : repeat(facts, red);
}

/** Takes a verdict over. */
function repeat(facts: RunFacts, known: RememberedVerdict): VerdictReason {
  facts.repeated = known;
  const { verdict, reason } = known;
  return { verdict, reason } as VerdictReason;
}

/** Who made the answers of a fork's job says what it likes of the target. */
const UNVERIFIED_TARGET = memoryDigest('unverified');

/** What the verdict of this run will belong to. */
function subjectOf(facts: RunFacts): VerdictSubject {
  const { config, context, opponent } = facts;
  // The seed is of the items, which any seed may stand for; who chose another would choose to try again.
  const decision = { ...config.decision, seed: undefined };
  const baseline = opponent?.kind === 'baseline' ? opponent.baseline : {};
  const target = { ...targetOfRun(facts), served: null };
  return {
    head: context.sha,
    base: memoryDigest(context.baseBranch),
    target: isUnverified(config, context) ? UNVERIFIED_TARGET : shortDigest(target),
    baseline: shortDigest(baseline),
    protocol: shortDigest(needed(facts.protocol, 'protocol')),
    terms: shortDigest({ decision, name: config.baseline.name, judge: judgeTerms(config.judge) }),
  };
}

/** What the protocol does not say of a judge: where it is asked, and on how much it is checked. */
function judgeTerms(judge: JudgeConfig | undefined): object | null {
  return judge === undefined ? null : { baseUrl: judge.endpoint.baseUrl, check: judge.check };
}

/** The digest of a value as a memory holds it. */
function shortDigest(value: object): string {
  return memoryDigest(digestOfJson(value));
}
