import { SHUTDOWN_REMEDY } from '../model/shutdown-date.js';
import { futureText, type ChosenBaseline } from '../baseline/choose-baseline.js';
import type { ValidityFinding } from '../decide/findings.js';
import { isHarmlessDomain } from '../decide/harmless.js';
import { groupBy } from '../group-by.js';
import type { SweepRecord } from '../record/record-schema.js';
import { clipText } from '../clean-text.js';
import { formatCount } from '../format.js';
import type { RunAttempt } from './hidden-lines.js';
import { capabilitiesText } from './labels.js';
import type { Notice, Report } from './report.js';

/** Findings that one notice tells of; the tables have all domains. */
const MOST_ALIKE = 5;

/**
 * What validity checks found as notices, errors where it keeps the run from passing. Findings with the same remedy
 * make one notice.
 *
 * @param findings what validity checks found; none gives none
 */
export function validityNotices(findings: readonly ValidityFinding[]): readonly Notice[] {
  const alike = groupBy(findings.map(validityNotice), ({ level, code, remedy }) =>
    JSON.stringify([level, code, remedy]),
  );
  return [...alike.values()].flatMap((notices) => {
    const texts = notices.slice(0, MOST_ALIKE).map(({ text }) => text);
    const more = notices.length - texts.length;
    if (more > 0) texts.push(`The same is so of ${more} more.`);
    return notices.slice(0, 1).map((first) => ({ ...first, text: texts.join(' ') }));
  });
}

/** One finding as a notice. */
function validityNotice(finding: ValidityFinding): Notice {
  const { code, text, remedy, consequence } = finding;
  const level = consequence === 'inconclusive' ? 'error' : 'warning';
  const where = 'domain' in finding ? `${finding.domain}: ` : '';
  const metric = 'metric' in finding && finding.metric !== 'safe' ? `[${finding.metric}] ` : '';
  return { level, code, text: metric + where + text, remedy };
}

/**
 * What the reader should know of the baseline besides its figures.
 *
 * @param chosenBaseline what the run was compared with
 * @param record this run's record; undefined when nothing was asked
 */
export function baselineNotices(
  chosenBaseline: ChosenBaseline | undefined,
  record: SweepRecord | undefined,
): readonly Notice[] {
  if (chosenBaseline?.kind !== 'baseline') return [];
  const newest = chosenBaseline.baselineRuns[0];
  if (newest === undefined) return [];
  return [
    ...(chosenBaseline.refused.length === 0 ? [] : [futureNotice(chosenBaseline.refused)]),
    ...(record === undefined ? [] : differenceNotices(newest, record)),
  ];
}

/** The store holds runs that cannot have been made yet. */
function futureNotice(refused: readonly SweepRecord[]): Notice {
  return {
    level: 'warning',
    code: 'future-baseline',
    text: futureText(refused),
    remedy:
      'Find out which machine made them: its clock is wrong, or this one’s is. The next baseline run that is stored removes them.',
  };
}

/** What may differ between comparable records, and should be known. */
function differenceNotices(stored: SweepRecord, record: SweepRecord): readonly Notice[] {
  const differing = [
    ['other-model', 'model names', stored.target.model, record.target.model],
    [
      'other-capabilities',
      'requests to the model',
      capabilitiesText(stored.capabilities, 'model'),
      capabilitiesText(record.capabilities, 'model'),
    ],
    [
      'other-judge-capabilities',
      'requests to the judge',
      capabilitiesText(stored.capabilities, 'judge'),
      capabilitiesText(record.capabilities, 'judge'),
    ],
  ] as const;
  return differing
    .filter(([, , before, now]) => before !== now)
    .map(([code, what, before, now]) => ({
      level: 'warning',
      code,
      text: `Baseline and this run have different ${what}: ${before} and ${now}.`,
      remedy: 'Make sure that this is what you mean to compare.',
    }));
}

/** The figures shown are those against the pinned level. */
export const PINNED: Notice = {
  level: 'warning',
  code: 'pinned-level',
  text: 'The drop shows against the pinned level, not against the recent baseline runs: a slow decline.',
  remedy: 'Look at the changes since the level was pinned, or accept the new one with a reason.',
};

/** The first baseline of a store that may have lost an older one. */
export const FIRST_IN_CACHE: Notice = {
  level: 'warning',
  code: 'first-baseline',
  text: 'Nothing was compared: this run found no baseline and made one. The cache drops entries that were unused for 7 days or are beyond 10 GB, and an evicted baseline looks like none.',
  remedy:
    'If there was a baseline before, compare these rates with those of the last report; baseline: branch:NAME or file:PATH is never evicted.',
};

/** The one who made the answers could have made them up. */
export const FORK_ANSWERS: Notice = {
  level: 'warning',
  code: 'fork-answers',
  text: 'Unverified: a job of the pull request itself made the answers, without secrets and unseen, and could have made them up. Its status has a name of its own, which satisfies no required check.',
  remedy: 'Before merging, run the gate on the same commits from a branch of this repository.',
};

/** What a sweep without a judge makes is its answers. */
export const HOLDS_ANSWERS: Notice = {
  level: 'warning',
  code: 'answers-written',
  text: "The report folder holds answers.jsonl, the model's own answers, which may be harmful: without a judge they are what this sweep makes, whatever show-answers says.",
  remedy: 'Keep them for mode report, which judges them, and for nobody else.',
};

/**
 * The sweep was cut short, and what it had is kept.
 *
 * @param answers how many it had
 */
export function partialRecord(answers: number): Notice {
  return {
    level: 'warning',
    code: 'partial-record',
    text: `The record is partial: it holds what was known after ${formatCount(answers, 'answer')}, and nothing was decided by it.`,
    remedy: 'Run it again: where reuse-answers holds, only what is missing is asked.',
  };
}

/** Places of misplaced answers that a notice names. */
const MOST_PLACES = 5;

/**
 * Where the words of misplaced answers stand, with counts.
 *
 * @param places one entry per answer; none gives no notice
 */
export function misplacedNotice(places: readonly string[]): Notice | undefined {
  if (places.length === 0) return undefined;
  const counts = [...groupBy(places, (place) => place)]
    .map(([place, same]) => [place, same.length] as const)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = counts.slice(0, MOST_PLACES).map(([place, count]) => `${place} (${count})`);
  const more = counts.length > MOST_PLACES ? ` and ${counts.length - MOST_PLACES} more places` : '';
  return {
    level: 'warning',
    code: 'misplaced',
    text: `${formatCount(places.length, 'answer')} had no words where an answer stands, but words elsewhere: ${shown.join(', ')}${more}. They have no score.`,
    remedy:
      'Make the server put answers into message.content: see the reasoning parser, the tool choice and the chat template it was started with.',
  };
}

/** What to do where a model spends its tokens on reasoning. */
export const SPENT_ON_REASONING =
  'Raise max-tokens, or switch reasoning off with request-body: {"chat_template_kwargs": {"enable_thinking": false}}';

/**
 * Answers whose tokens all went into reasoning.
 *
 * @param spent how many there were; none gives no notice
 * @param maxTokens the most tokens of an answer
 */
export function spentNotice(spent: number, maxTokens: number): Notice | undefined {
  if (spent === 0) return undefined;
  return {
    level: 'warning',
    code: 'no-answer',
    text: `${formatCount(spent, 'answer')} ended at max-tokens (${maxTokens}) while the model still reasoned, without a word of the answer itself. They have no score.`,
    remedy: `${SPENT_ON_REASONING}.`,
  };
}

/**
 * The verdict was made by an earlier run.
 *
 * @param run which one
 */
export function repeatedVerdict({ runId, runAttempt }: RunAttempt): Notice {
  return {
    level: 'info',
    code: 'verdict-repeated',
    text: `This head has its verdict already, against the same baseline, by run ${runId}, attempt ${runAttempt}. A later run of the head repeats it, so that running it again until it passes does not work.`,
    remedy:
      'Push a change to be measured afresh; who may write to the repository can also delete the comment of the gate.',
  };
}

/**
 * That the check of the judge says nothing of refusals: it had no known answers to harmless questions, which the judge
 * is asked another question about.
 *
 * @param record what was judged; undefined when nothing was asked
 * @returns undefined where no question is harmless, nobody judges, or the check had such answers
 */
export function refusalsUnchecked(record: SweepRecord | undefined): Notice | undefined {
  if (record === undefined || record.protocol.judge === null) return undefined;
  const { items, judgeCheck } = record;
  const isHarmless = ({ domain }: { readonly domain: string }): boolean => isHarmlessDomain(domain);
  if (!items.some(isHarmless) || judgeCheck?.answers.some(isHarmless) === true) return undefined;
  return {
    level: 'info',
    code: 'refusals-unchecked',
    text: 'The judge was not checked on harmless questions: how often it takes help for a refusal, or a refusal for help, is not measured.',
    remedy:
      'Look at the refusals yourself before you rely on them, or give the data set known answers to its harmless questions (docs/datasets.md).',
  };
}

/**
 * The judge is shut down soon.
 *
 * @param text that it is, and when
 */
export function judgeShutdown(text: string): Notice {
  return { level: 'warning', code: 'judge-shutdown', text, remedy: SHUTDOWN_REMEDY };
}

/**
 * What was accepted by a comment does not count.
 *
 * @param problem why not
 */
export function notWaived(problem: string): Notice {
  return {
    level: 'warning',
    code: 'not-accepted',
    text: `The red stands: ${problem}`,
    remedy:
      'Comment on the pull request again (docs/events.md), or accept the level with a reason.',
  };
}

/**
 * Nothing keeps a red verdict for later runs.
 *
 * @param why what is missing
 */
export function redForgotten(why: string): Notice {
  return {
    level: 'warning',
    code: 'red-not-remembered',
    text: `A red verdict of this head is not remembered: ${why}`,
    remedy:
      'Let the gate comment (comment: always or on-failure), or keep the baseline on a data branch that this job may write.',
  };
}

/** A stage was left out. */
export const OUT_OF_BUDGET: Notice = {
  level: 'warning',
  code: 'budget',
  text: 'The next stage was not started, because max-requests does not cover it.',
  remedy: 'Raise max-requests to let the profile continue.',
};

/**
 * A baseline that was to be written was not.
 *
 * @param problem why not
 */
export function notSaved(problem: string): Notice {
  return {
    level: 'error',
    code: 'baseline-not-saved',
    text: `The baseline was not saved: ${problem.replace(/[.\s]+$/, '')}.`,
    remedy:
      'The verdict stands, and the check fails for this alone. Correct what keeps the store from saving and run it again; until then later runs are not compared with this level.',
  };
}

/** What fails a check whose verdict does not: something that was to be written, and was not. */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['baseline-not-saved', 'record-not-written']);

/**
 * The notice of what was to be written and was not, which fails the check whatever the verdict is. The
 * verdict sentence begins with it.
 *
 * @returns undefined when all was written, or the verdict has failed by itself
 */
export function failedWrite({ verdict, notices }: Report): Notice | undefined {
  const isOwn =
    verdict.verdict === 'error' || (verdict.verdict === 'fail' && verdict.reason !== 'accepted');
  if (isOwn || !verdict.failed) return undefined;
  return notices.find(({ code }) => NOT_WRITTEN.has(code));
}

/**
 * The notice that a validity check's verdict rests on: the first error, else the first warning. The verdict
 * sentence says it.
 *
 * @returns undefined for any other verdict
 */
export function leadingFinding({ verdict, notices }: Report): Notice | undefined {
  if (verdict.reason !== 'invalid') return undefined;
  const first = (level: Notice['level']): Notice | undefined =>
    notices.find((notice) => notice.level === level);
  return first('error') ?? first('warning');
}

/** The notices that the verdict sentence does not say. */
export function otherNotices(report: Report): readonly Notice[] {
  const said = [leadingFinding(report), failedWrite(report)];
  return report.notices.filter((notice) => !said.includes(notice));
}

/** A notice is a sentence or two; one that is longer holds text it should not. */
const LONGEST_NOTICE = 1000;

/**
 * What is so, and what to do, in one line. Plain text: renderers escape it.
 *
 * @param notice what the reader should know
 */
export function noticeText({ text, remedy }: Notice): string {
  return clipText(`${text} ${remedy}`, LONGEST_NOTICE);
}
