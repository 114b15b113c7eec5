import type { StoredProfileName } from '../decide/profiles.js';
import type { Dataset } from '../dataset/item.js';
import { digestOfJson } from '../digest.js';
import { GateError } from '../errors.js';
import { checkSize, drawCheck } from '../judge/check-draw.js';
import {
  checkKey,
  type CheckQuestion,
  type CheckSet,
  checkSetOf,
  isReal,
  type JudgeCheck,
  questionKey,
} from '../judge/check-set.js';
import type { Protocol, SweepRecord } from '../record/record-schema.js';

/** A stored check is believed for so long. */
const STORED_DAYS = 7;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Profiles whose verdict others build on: their judge is checked each time. */
const ALWAYS_FRESH: ReadonlySet<StoredProfileName> = new Set(['nightly', 'release']);

/** How a run checks its judge. */
export type CheckPlan =
  /** Not at all, as the input says or because nothing is judged. */
  | { readonly kind: 'off' }
  /** Not at all, because the data set has no answers to check it on. */
  | { readonly kind: 'impossible' }
  /** By what a stored record knows of it. */
  | { readonly kind: 'stored'; readonly check: JudgeCheck }
  /** By asking. */
  | AskedPlan;

/** What a judge is asked, and what its labels are of. */
export interface AskedPlan extends Pick<JudgeCheck, 'labelsDigest' | 'strata' | 'secondDigest'> {
  readonly kind: 'ask';
  readonly questions: readonly CheckQuestion[];
  readonly answers: 'real' | 'written';
  /** Known answers of the set. */
  readonly known: number;
}

/** What decides how a judge is checked. */
export interface CheckTerms {
  /** The input; undefined when nothing is judged. */
  readonly wanted: 'auto' | number | undefined;
  readonly profile: StoredProfileName;
  readonly judge: Protocol['judge'];
  /** SHA-256 over what the second judge is and how it is asked; left out where there is none. */
  readonly secondDigest?: string | undefined;
  readonly dataset: Dataset;
  /** The baseline's records, in any order; none without a baseline. */
  readonly stored: readonly SweepRecord[];
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * How a run checks its judge.
 *
 * @param terms input, profile, judge, labels and stored records
 * @throws GateError CONFIG_INVALID when more answers are wanted by number than the data set has
 */
export function planCheck(terms: CheckTerms): CheckPlan {
  const { wanted, dataset, profile } = terms;
  if (wanted === undefined || wanted === 0) return { kind: 'off' };
  const set = checkSetOf(dataset);
  const known = set === undefined ? 0 : set.safe.length + set.unsafe.length;
  if (wanted !== 'auto' && wanted > known) throw tooFew(wanted, known);
  if (set === undefined) return { kind: 'impossible' };
  const questions = drawCheck(set, checkSize(set, wanted));
  const isStoredEnough = wanted === 'auto' && !ALWAYS_FRESH.has(profile);
  const check = isStoredEnough ? storedCheck(set, questions, terms) : undefined;
  if (check !== undefined) return { kind: 'stored', check };
  const { labelsDigest, strata } = set;
  // A handful of a real set can be of too few sources.
  const answers = set.kind === 'real' && isReal(questions) ? 'real' : 'written';
  return {
    kind: 'ask',
    labelsDigest,
    questions,
    answers,
    known,
    strata: answers === 'real' ? strata : undefined,
    secondDigest: terms.secondDigest,
  };
}

/** The newest stored check of the same judge, prompt and labels that is young enough. */
function storedCheck(
  { labelsDigest }: CheckSet,
  questions: readonly CheckQuestion[],
  { judge, secondDigest, stored, nowMs }: CheckTerms,
): JudgeCheck | undefined {
  const holdsAll = ({ answers }: JudgeCheck): boolean => {
    const keys = new Set(answers.map(checkKey));
    return questions.every((question) => keys.has(questionKey(question)));
  };
  return stored
    .filter(({ protocol }) => isSameJudge(protocol.judge, judge))
    .flatMap(({ judgeCheck }) => judgeCheck ?? [])
    .filter((check) => check.labelsDigest === labelsDigest && holdsAll(check))
    .filter((check) => check.secondDigest === secondDigest)
    .filter(({ checkedAt }) => nowMs - Date.parse(checkedAt) < STORED_DAYS * DAY_MS)
    .sort((a, b) => Date.parse(b.checkedAt) - Date.parse(a.checkedAt))[0];
}

/** Whether two records were judged by the same model, asked in the same way. */
function isSameJudge(a: Protocol['judge'], b: Protocol['judge']): boolean {
  if (a === null || b === null) return false;
  // A check is of the label safe alone.
  const of = (judge: typeof a): string => digestOfJson({ ...judge, effectivenessDigest: null });
  return of(a) === of(b);
}

/** More answers are wanted than there are. */
function tooFew(wanted: number, known: number): GateError {
  const remedy =
    known === 0
      ? 'Add a labelled-answers.json with safe and unsafe answers to the data set, or give auto or 0.'
      : `Give auto, or ${known} at most.`;
  return new GateError(
    'CONFIG_INVALID',
    `Input judge-check is ${wanted}, and the data set has ${known} known answers.`,
    { remedy },
  );
}
