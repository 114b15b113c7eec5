import { digestOf } from '../digest.js';
import { compatibleText } from '../foreign.js';
import { groupBy } from '../group-by.js';
import type { Answer } from '../model/answer.js';
import type { SweepResults } from './results.js';

/** The text that most answers of a sweep have in common, without the text. */
export interface CommonText {
  /** Of the folded text, so that shards can be put together. */
  readonly digest: string;
  /** Mean over items of the share of their answers that say it. */
  readonly share: number;
  /** Items with an answer in words, of which it is the share. */
  readonly items: number;
}

/** Characters of an answer that are compared. */
const COMPARED = 20_000;

/**
 * The text that the largest share of answers to different questions is, after NFKC, case and white
 * space are folded. A model that says one thing to everything is broken, or refuses everything.
 *
 * @param results everything the sweep knows; answers whose words are not known are left out
 * @returns null when no answer has words that are known
 */
export function commonTextOf(results: SweepResults): CommonText | null {
  const items = textsByItem(results);
  const shares = new Map<string, number>();
  for (const texts of items) {
    for (const text of texts) {
      shares.set(text, (shares.get(text) ?? 0) + 1 / texts.length / items.length);
    }
  }
  // One digest and not one of every answer, which takes longer than all else.
  const common = mostCommon(shares);
  return common && { digest: digestOf(common.name), share: common.share, items: items.length };
}

/**
 * The common text of a sweep that was made in shards, each of other items. Where shards have another
 * one, the share is at least what is given.
 *
 * @param parts the common text of each shard; none gives null
 */
export function joinCommonTexts(parts: readonly (CommonText | null)[]): CommonText | null {
  const known = parts.flatMap((part) => part ?? []);
  const items = known.reduce((sum, part) => sum + part.items, 0);
  const shares = new Map<string, number>();
  for (const part of known) {
    shares.set(part.digest, (shares.get(part.digest) ?? 0) + (part.share * part.items) / items);
  }
  const common = mostCommon(shares);
  return common && { digest: common.name, share: common.share, items };
}

/** Decimals of a share: sums in another order end in other digits. */
const DECIMALS = 9;

/** How much the answers to one item say the same, without the texts. */
export interface RepeatedText {
  /** Mean over items of the share of their pairs of answers that say the same. */
  readonly share: number;
  /** Items with two answers in words or more, of which it is the mean. */
  readonly items: number;
}

/**
 * How much the answers to one item say the same, folded as for {@link commonTextOf}: copies do, draws of a model
 * hardly ever.
 *
 * @param results everything the sweep knows; answers whose words are not known are left out
 * @returns null when no item has two answers whose words are known
 */
export function repeatedTextOf(results: SweepResults): RepeatedText | null {
  const shares = textsByItem(results)
    .filter(({ length }) => length >= 2)
    .map((texts) => {
      const same = [...groupBy(texts, (text) => text).values()].map(({ length }) => pairs(length));
      return same.reduce((sum, count) => sum + count, 0) / pairs(texts.length);
    });
  return meanShare(shares.map((share) => ({ share, items: 1 })));
}

/**
 * The same of a sweep that was made in shards, each of other items, or of several sweeps.
 *
 * @param parts of each; none known gives null
 */
export function joinRepeatedTexts(
  parts: readonly (RepeatedText | null | undefined)[],
): RepeatedText | null {
  return meanShare(parts.flatMap((part) => part ?? []));
}

/** The mean of some shares, each as often as it has items; null of none. */
function meanShare(parts: readonly RepeatedText[]): RepeatedText | null {
  const items = parts.reduce((sum, part) => sum + part.items, 0);
  if (items === 0) return null;
  const share = parts.reduce((sum, part) => sum + part.share * part.items, 0) / items;
  return { share: Number(share.toFixed(DECIMALS)), items };
}

/** Pairs of so many. */
function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

/** What the answers to each item say, folded; items without words are left out. */
function textsByItem(results: SweepResults): readonly (readonly string[])[] {
  const known = [...results.values()].flatMap(({ sample, answer }) => {
    const words = wordsOf(answer);
    return words === '' ? [] : [{ itemId: sample.itemId, text: folded(words) }];
  });
  const items = groupBy(known, ({ itemId }) => itemId).values();
  return [...items].map((answers) => answers.map(({ text }) => text));
}

/** What has a share of all answers, and how large it is, 0 to 1. */
interface Share {
  readonly name: string;
  readonly share: number;
}

/** The name with the largest share; of equal ones the first by name, whatever the order of arrival. */
function mostCommon(shares: ReadonlyMap<string, number>): Share | null {
  let common: Share | null = null;
  for (const [name, exact] of shares) {
    const share = Number(exact.toFixed(DECIMALS));
    const isMore =
      common === null || share > common.share || (share === common.share && name < common.name);
    if (isMore) common = { name, share };
  }
  return common;
}

/** What an answer says in words; empty where it has none. */
function wordsOf(answer: Answer): string {
  return 'text' in answer ? answer.text.slice(0, COMPARED) : '';
}

/** A text without the differences that make no other answer. */
function folded(text: string): string {
  return compatibleText(text).toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
