import type { InputTexts } from './parse-inputs.js';

/** What stands for inputs that a plan does without; no server has such a name (RFC 2606). */
const STAND_INS: Partial<InputTexts> = {
  endpoint: 'http://model.invalid/v1',
  model: 'a model',
  'judge-model': 'a judge',
};

/**
 * The inputs of a plan, which asks no endpoint: who chooses a profile may have none yet.
 *
 * @param texts the text of each input
 * @returns the same texts, those that only an endpoint needs filled in where they are empty
 */
export function withStandIns(texts: InputTexts): InputTexts {
  const filled = Object.entries(STAND_INS).filter(
    ([name]) => texts[name as keyof InputTexts].trim() === '',
  );
  return { ...texts, ...Object.fromEntries(filled) };
}

/** What a judge check by itself has nothing to do with. */
const NOT_OF_A_CHECK: Partial<InputTexts> = {
  mode: 'gate',
  profile: 'full',
  baseline: 'none',
  'update-baseline': 'never',
  comment: 'never',
  shard: '',
};

/**
 * The inputs of a judge check by itself, which asks no model under test and compares nothing.
 *
 * @param texts the text of each input
 * @returns texts that need no endpoint, model or baseline; the judge has to be named
 */
export function checkInputs(texts: InputTexts): InputTexts {
  const { 'judge-model': judgeModel } = texts;
  return { ...withStandIns(texts), ...NOT_OF_A_CHECK, 'judge-model': judgeModel };
}

/**
 * Whether a plan is of any judge, since none is named.
 *
 * @param texts the text of each input as it was given
 */
export function isJudgeOpen(texts: InputTexts): boolean {
  return texts['judge-model'].trim() === '';
}
