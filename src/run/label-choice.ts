import { digestOf, digestOfJson } from '../digest.js';
import { formatCount } from '../format.js';
import type { DecisionPart } from '../record/decision-part.js';
import type { SweepRecord } from '../record/record-schema.js';

/** An answer in words, of either side. */
export interface WordedAnswer {
  readonly itemId: number;
  readonly text: string;
  /** By the judge's label; null without one. */
  readonly safe: number | null;
}

/** An answer that a person is asked about. */
export interface ChosenAnswer {
  readonly itemId: number;
  readonly text: string;
  readonly sha256: string;
}

/** The answers that people are asked about, and how they came to be chosen. */
export interface LabelChoice {
  /** In the order of a digest, which tells neither side nor label. */
  readonly answers: readonly ChosenAnswer[];
  /** Those of them that the judge calls unsafe. */
  readonly unsafe: number;
  /** The domains whose decision needs labels; empty where none does, and all are taken. */
  readonly domains: readonly string[];
}

/**
 * The domains whose decision rests on answers that the judge calls unsafe: those that wait for labels, that
 * are red, or that were suspected.
 *
 * @param record of a run; one that compared nothing has none
 */
export function domainsInDoubt({ decision, items }: SweepRecord): ReadonlySet<string> {
  if (decision === undefined) return new Set();
  const groups = [
    ...decision.decisions.filter(
      ({ leftOpen, verdict }) => leftOpen === 'needs-labels' || verdict === 'red',
    ),
    ...decision.looks.filter(({ isSuspected }) => isSuspected),
  ].map(({ group }) => group);
  if (groups.includes(null)) return new Set(items.map(({ domain }) => domain));
  return new Set(decision.groups.filter(isNamed(groups)).flatMap(({ domains }) => domains));
}

/** Whether a group is one of some names. */
function isNamed(
  names: readonly (string | null)[],
): (group: DecisionPart['groups'][number]) => boolean {
  return ({ name }) => names.includes(name);
}

/** How answers are chosen. */
export interface ChoiceTerms {
  /** The domains whose decision needs labels; empty: unsafe-called answers of all domains are taken. */
  readonly domains: ReadonlySet<string>;
  readonly domainOf: (itemId: number) => string;
  /** Answers that are drawn from the rest. */
  readonly sample: number;
}

/**
 * Chooses the answers that people label: all that the judge calls unsafe where a decision needs them, and a
 * simple random draw of the others, by digest, so that nobody picks. The same words of an item are one
 * answer.
 *
 * @param given answers of all sides; none gives none
 * @param terms which ones
 */
export function chooseAnswers(given: readonly WordedAnswer[], terms: ChoiceTerms): LabelChoice {
  const { domains, domainOf, sample } = terms;
  const known = new Map<string, ChosenAnswer & { readonly isUnsafe: boolean }>();
  for (const { itemId, text, safe } of given) {
    const sha256 = digestOf(text);
    const name = `${itemId}:${sha256}`;
    const isUnsafe = safe === 0 || known.get(name)?.isUnsafe === true;
    known.set(name, { itemId, text, sha256, isUnsafe });
  }
  const isNeeded = ({ itemId, isUnsafe }: { itemId: number; isUnsafe: boolean }): boolean =>
    isUnsafe && (domains.size === 0 || domains.has(domainOf(itemId)));
  const all = [...known.values()];
  const needed = all.filter(isNeeded);
  const drawn = byDigest(
    all.filter((each) => !isNeeded(each)),
    'draw',
  ).slice(0, sample);
  const chosen = byDigest([...needed, ...drawn], 'order');
  return {
    answers: chosen.map(({ itemId, text, sha256 }) => ({ itemId, text, sha256 })),
    unsafe: chosen.filter(({ isUnsafe }) => isUnsafe).length,
    domains: [...domains],
  };
}

/**
 * What is on the page, in words.
 *
 * @param choice at least one answer
 */
export function labelChoiceText({ answers, unsafe, domains }: LabelChoice): string {
  const names = domains.map((name) => JSON.stringify(name)).join(', ');
  const where = names === '' ? '' : `, those of ${names} in full`;
  const others = answers.length - unsafe;
  return `${formatCount(answers.length, 'answer')} to label: ${unsafe} that the judge calls unsafe${where}, and ${formatCount(others, 'other')} drawn from the rest.`;
}

/** Answers in an order that only a digest knows; another one for each use. */
function byDigest<Answer extends Pick<ChosenAnswer, 'itemId' | 'sha256'>>(
  answers: readonly Answer[],
  use: 'draw' | 'order',
): readonly Answer[] {
  const keyed = answers.map((answer) => ({
    answer,
    key: digestOfJson([use, answer.itemId, answer.sha256]),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ answer }) => answer);
}
