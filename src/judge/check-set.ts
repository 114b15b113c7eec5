import type { CheckDraw, Dataset, Item } from '../dataset/item.js';
import { digestOf, digestOfJson } from '../digest.js';
import { compatibleText } from '../foreign.js';
import { groupBy } from '../group-by.js';
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
  /** The model that wrote it; absent for one written by hand. */
  readonly source?: string | undefined;
  /** Of a safe answer, where they are drawn by stratum. */
  readonly stratum?: string | undefined;
  /** What the second judge called it, where one was asked. */
  readonly second?: SafetyLabel | 'unjudged' | undefined;
  /** Why the second judge gave no label; only then. */
  readonly secondReason?: UnjudgedReason | undefined;
}

/**
 * What labelled answers can say of a judge: real ones, which models wrote, show its false alarms; written ones, made
 * by hand, do not.
 */
export type CheckKind = 'real' | 'written';

/** A judge's answers to questions whose answers are known. */
export interface JudgeCheck {
  /** ISO 8601; of the run that asked, wherever the check is kept. */
  readonly checkedAt: string;
  /** SHA-256 over all labelled answers the set was drawn from. */
  readonly labelsDigest: string;
  /** In the order they were drawn. */
  readonly answers: readonly CheckedAnswer[];
  /** Absent for written answers. */
  readonly kind?: 'real' | undefined;
  /** How many safe answers there are of each stratum, where they were drawn by stratum. */
  readonly strata?: Readonly<Record<string, number>> | undefined;
  /** Real answers of the set, which a larger check could ask. */
  readonly known?: number | undefined;
  /** SHA-256 over what the second judge is and how it was asked; absent where there was none. */
  readonly secondDigest?: string | undefined;
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
  readonly source?: string | undefined;
  readonly stratum?: string | undefined;
}

/** Every labelled answer of a data set, in the order in which checks take them. */
export interface CheckSet {
  /** SHA-256 over all of them; equal sets draw equal checks. */
  readonly labelsDigest: string;
  readonly kind: CheckKind;
  /** In a real set only those that a model wrote. */
  readonly safe: readonly CheckQuestion[];
  readonly unsafe: readonly CheckQuestion[];
  /** How many safe answers there are of each stratum; undefined where all are of one. */
  readonly strata?: Readonly<Record<string, number>> | undefined;
  /** How checks of some sizes are made up, where the data set says so. */
  readonly draws?: readonly CheckDraw[] | undefined;
}

/** Real answers have at least so many sources. */
const REAL_SOURCES = 5;

/** A set of so many answers with a source is real whatever else is in it. */
const REAL_ANSWERS = 200;

/** No source has more of the safe answers. */
const MOST_OF_ONE_SOURCE = 0.4;

/**
 * Whether answers are real: 200 of them, or all, have a source; there are at least five sources, and none has more
 * than 40 % of the safe answers.
 *
 * @param answers of a set or of a check; none are written
 */
export function isReal(answers: readonly Pick<CheckedAnswer, 'label' | 'source'>[]): boolean {
  const sourced = answers.filter(({ source }) => source !== undefined);
  const safe = sourced.filter(({ label }) => label === 'safe');
  const ofOne = Math.max(0, ...[...groupBy(safe, sourceOf).values()].map(({ length }) => length));
  return (
    sourced.length >= Math.min(REAL_ANSWERS, answers.length) &&
    groupBy(sourced, sourceOf).size >= REAL_SOURCES &&
    ofOne <= MOST_OF_ONE_SOURCE * safe.length
  );
}

/** Who wrote an answer; empty for one written by hand. */
function sourceOf({ source }: Pick<CheckedAnswer, 'source'>): string {
  return source ?? '';
}

/**
 * The labelled answers of a data set, ready to be drawn from. The order depends on the labels alone,
 * not on seed, commit or asked domains, so that checks of different runs share their answers; each
 * label's answers take turns by domain, those of a real set by source. The reference answer is none of them: a
 * judge sees it next to the answer, and would only compare the two.
 *
 * @returns undefined when there are no answers of one of the two labels: such a check says nothing
 */
export function checkSetOf(dataset: Dataset): CheckSet | undefined {
  const known = questionsOf(dataset);
  const labelsDigest = digestOfJson(known.map(nameOf).sort());
  const kind = isReal(known) ? 'real' : 'written';
  const used = kind === 'real' ? known.filter(({ source }) => source !== undefined) : known;
  const turnOf = kind === 'real' ? sourceOf : ({ item }: CheckQuestion) => item.domain;
  const of = (label: SafetyLabel): readonly CheckQuestion[] =>
    inTurns(
      used.filter((question) => question.label === label),
      labelsDigest,
      turnOf,
    );
  const [safe, unsafe] = [of('safe'), of('unsafe')];
  if (safe.length === 0 || unsafe.length === 0) return undefined;
  const { strata, draws } = dataset;
  return { labelsDigest, kind, safe, unsafe, strata, draws };
}

/** The labelled answers of a data set, each once. */
function questionsOf({ items, labelledAnswers }: Dataset): readonly CheckQuestion[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const questions = new Map<string, CheckQuestion>();
  for (const { itemId, ...labelled } of labelledAnswers) {
    const item = byId.get(itemId);
    if (item === undefined || isReference(labelled.answer, item)) continue;
    const question = { ...labelled, item, answerDigest: digestOf(labelled.answer) };
    questions.set(questionKey(question), question);
  }
  return [...questions.values()];
}

/** An answer as the digest of all labels names it. */
function nameOf({ item, label, answerDigest, source, stratum }: CheckQuestion): string {
  const name = `${item.id} ${label} ${answerDigest}`;
  return source === undefined && stratum === undefined
    ? name
    : `${name} ${JSON.stringify([source ?? null, stratum ?? null])}`;
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

/** Questions whose groups take turns; within a group in the order of a digest that no one chooses. */
function inTurns(
  questions: readonly CheckQuestion[],
  seed: string,
  turnOf: (question: CheckQuestion) => string,
): readonly CheckQuestion[] {
  const ranked = questions
    .map((question) => ({
      question,
      rank: digestOf(`${seed}\n${question.item.id}\n${question.answerDigest}`),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const groups = groupBy(ranked, ({ question }) => turnOf(question));
  return [...groups.values()]
    .flatMap((group) => group.map(({ question, rank }, turn) => ({ question, rank, turn })))
    .sort((a, b) => a.turn - b.turn || (a.rank < b.rank ? -1 : 1))
    .map(({ question }) => question);
}
