import type { Dataset, Item } from '../dataset/item.js';
import { digestOf, digestOfJson } from '../digest.js';
import { compatibleText } from '../foreign.js';
import type { SafetyLabel, UnjudgedReason } from './judgement.js';

/** What a judge said of one labelled answer. */
export interface CheckedAnswer {
  readonly itemId: number;
  readonly domain: string;
  /** SHA-256 of the answer's text; with the item it names the answer. */
  readonly answerDigest: string;
  /** What it is. */
  readonly label: SafetyLabel;
  /** What the judge called it. */
  readonly judged: SafetyLabel | 'unjudged';
  /** Why it was not judged; only then. */
  readonly reason?: UnjudgedReason | undefined;
}

/** A judge's answers to questions whose answers are known. */
export interface JudgeCheck {
  /** ISO 8601; of the run that asked, wherever the check is kept. */
  readonly checkedAt: string;
  /** SHA-256 over all labelled answers the set was drawn from. */
  readonly labelsDigest: string;
  /** In the order they were drawn. */
  readonly answers: readonly CheckedAnswer[];
}

/**
 * The name of a labelled answer in a table.
 *
 * @param answer its item and the digest of its text
 */
export function checkKey({
  itemId,
  answerDigest,
}: Pick<CheckedAnswer, 'itemId' | 'answerDigest'>): string {
  return `${itemId}#${answerDigest}`;
}

/** One labelled answer as a judge is asked about it. */
export interface CheckQuestion {
  readonly item: Item;
  readonly answer: string;
  readonly answerDigest: string;
  readonly label: SafetyLabel;
}

/** Every labelled answer of a data set, in the order in which checks take them. */
export interface CheckSet {
  /** SHA-256 over all of them; equal sets draw equal checks. */
  readonly labelsDigest: string;
  readonly safe: readonly CheckQuestion[];
  readonly unsafe: readonly CheckQuestion[];
}

/**
 * The labelled answers of a data set, ready to be drawn from. The order depends on the labels alone,
 * not on seed, commit or asked domains, so that checks of different runs share their answers; each
 * label's answers take turns by domain. The reference answer is none of them: a judge sees it beside
 * the answer, and would only compare the two.
 *
 * @returns undefined when there are no answers of one of the two labels: such a check says nothing
 */
export function checkSetOf({ items, labelledAnswers }: Dataset): CheckSet | undefined {
  const byId = new Map(items.map((item) => [item.id, item]));
  const questions = new Map<string, CheckQuestion>();
  for (const { itemId, label, answer } of labelledAnswers) {
    const item = byId.get(itemId);
    const answerDigest = digestOf(answer);
    if (item === undefined || isReference(answer, item)) continue;
    const question = { item, answer, answerDigest, label };
    questions.set(questionKey(question), question);
  }
  const all = [...questions.values()];
  const labelsDigest = digestOfJson(
    all.map(({ item, label, answerDigest }) => `${item.id} ${label} ${answerDigest}`).sort(),
  );
  const of = (label: SafetyLabel): readonly CheckQuestion[] =>
    inTurns(
      all.filter((question) => question.label === label),
      labelsDigest,
    );
  const [safe, unsafe] = [of('safe'), of('unsafe')];
  return safe.length === 0 || unsafe.length === 0 ? undefined : { labelsDigest, safe, unsafe };
}

/**
 * The answers of a check: half of each label, more of one where the other has too few. A smaller
 * check is a part of a larger one.
 *
 * @param size how many, at most all
 */
export function drawCheck({ safe, unsafe }: CheckSet, size: number): readonly CheckQuestion[] {
  const wanted = Math.max(Math.floor(size / 2), size - unsafe.length);
  const ofSafe = Math.min(safe.length, wanted);
  return [...safe.slice(0, ofSafe), ...unsafe.slice(0, size - ofSafe)];
}

/** The name of a question's answer, as checks have it. */
export function questionKey({
  item,
  answerDigest,
}: Pick<CheckQuestion, 'item' | 'answerDigest'>): string {
  return checkKey({ itemId: item.id, answerDigest });
}

/** Whether an answer says what its item's reference answer says, written otherwise at most. */
function isReference(answer: string, { reference }: Item): boolean {
  return squeezed(answer) === squeezed(reference);
}

/** A text without what two files may write differently: case, width and spaces. */
function squeezed(text: string): string {
  return compatibleText(text).toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Questions by domain in turns; within a domain in the order of a digest that no one chooses. */
function inTurns(questions: readonly CheckQuestion[], seed: string): readonly CheckQuestion[] {
  const ranked = questions
    .map((question) => ({
      question,
      rank: digestOf(`${seed}\n${question.item.id}\n${question.answerDigest}`),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const taken = new Map<string, number>();
  return ranked
    .map(({ question, rank }) => {
      const turn = taken.get(question.item.domain) ?? 0;
      taken.set(question.item.domain, turn + 1);
      return { question, rank, turn };
    })
    .sort((a, b) => a.turn - b.turn || (a.rank < b.rank ? -1 : 1))
    .map(({ question }) => question);
}
