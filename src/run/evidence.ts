import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import type { Item } from '../dataset/item.js';
import type { RedEvidenceTerms } from '../decide/decision-state.js';
import { digestOfJson } from '../digest.js';
import { judgeAnswer } from './asking.js';
import { answerConfirm, type SecondJudge } from './confirm-step.js';
import type { Confirm } from './staged-sweep.js';
import { judgeTerms } from './endpoints.js';
import type { Rereader } from './reread.js';
import type { ArmStore, ResultStore } from './result-store.js';
import type { Run } from './run.js';
import type { Endpoints } from './run-log.js';
import { blockOf } from './second-judge.js';
import type { StoredTexts } from './stored-texts.js';

/**
 * What a red of a run needs besides the judge. Help is judged by one judge alone.
 *
 * @param run inputs, and what people say
 * @param plan what is compared
 * @returns undefined where that is nothing
 */
export function evidenceOf(
  { config, humanLabels }: Pick<Run, 'config' | 'humanLabels'>,
  { comparisons }: Pick<ComparisonPlan, 'comparisons'>,
): RedEvidenceTerms | undefined {
  const { redEvidence } = config.decision;
  const isNeeded = redEvidence !== 'judge' || (humanLabels?.size ?? 0) > 0;
  if (config.task === 'mcqa' || !isNeeded) return undefined;
  return {
    comparisons: comparisons.flatMap(({ metric }, index) => (metric === 'safe' ? [index] : [])),
    needsPeople: redEvidence === 'human',
  };
}

/** What confirmations are made of. */
interface EvidenceParts {
  readonly plan: Pick<ComparisonPlan, 'comparisons' | 'poolMode'>;
  readonly chosenBaseline: ChosenBaseline | undefined;
  readonly items: ReadonlyMap<number, Item>;
  readonly endpoints: Endpoints;
  readonly resultStore: ResultStore;
  /** Answers of the baseline's model, where it is asked in this run. */
  readonly control?: ArmStore | undefined;
  /** Undefined where nothing is compared. */
  readonly reading: { readonly texts: StoredTexts; readonly rereader: Rereader } | undefined;
}

/** Who confirms what would be red: the second judge of the run, and people. */
export function confirmOf(run: Run, parts: EvidenceParts): Confirm {
  const { endpoints, reading, ...known } = parts;
  if (reading === undefined) {
    return () => Promise.resolve({ kind: 'unconfirmed', because: 'texts' });
  }
  const second = secondJudgeOf(run, endpoints);
  return answerConfirm(run, {
    ...known,
    texts: reading.texts,
    label: reading.rereader.label,
    second,
    people: run.humanLabels,
    budget: endpoints.budget,
    atOnce: Math.max(1, run.config.confirmJudge?.endpoint.concurrency ?? 1),
  });
}

/** The second judge; undefined where a red needs none. */
function secondJudgeOf(run: Run, endpoints: Endpoints): SecondJudge | undefined {
  const block = blockOf(run.config, run.judgePrompt.digest);
  if (block === undefined) return undefined;
  const terms = { ...judgeTerms(run, endpoints), judge: endpoints.confirmJudge };
  const ports = { ...run, judge: run.confirmJudge };
  return { by: digestOfJson(block), judge: judgeAnswer('safe', terms, ports) };
}
