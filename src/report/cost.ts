import { formatCount } from '../format.js';
import type { Prices } from '../config/prices.js';
import type { EndpointUsage } from '../model/limits.js';

/** Requests by who answers them. */
export interface Requests {
  readonly model: number;
  readonly judge: number;
}

/** Mean tokens that a model's answer or a judge's request takes, and those of the reply. */
interface Tokens {
  readonly in: number;
  readonly out: number;
}

/** What requests are expected to take. */
export interface CostBasis {
  readonly model: Tokens;
  readonly judge: Tokens;
  /** Whether the tokens are those of stored runs, not ours. */
  readonly isMeasured: boolean;
  readonly prices: Prices;
}

/**
 * What a request takes where no run tells: a picture of about a thousand tokens with a question, and an
 * answer of a few sentences; the judge sees the answer and its own instructions besides.
 */
const ASSUMED = {
  model: { in: 1100, out: 250 },
  judge: { in: 1700, out: 150 },
} as const;

/** What an earlier run took. */
export interface SpentUsage {
  readonly model: EndpointUsage;
  readonly judge: EndpointUsage;
  /** Answers that the model was asked for: a server that gives several at once has fewer requests. */
  readonly answers: number;
}

/**
 * What requests take, by the usage of earlier runs.
 *
 * @param usages of stored runs; those without tokens tell nothing
 * @param options prices, and the most tokens of an answer
 */
export function costBasis(
  usages: readonly SpentUsage[],
  { prices, maxTokens }: { readonly prices: Prices; readonly maxTokens: number },
): CostBasis {
  const model = meanTokens(usages.map(({ model: usage, answers }) => ({ usage, answers })));
  const judge = meanTokens(usages.map(({ judge: usage }) => ({ usage, answers: 0 })));
  const { in: most, out } = ASSUMED.model;
  return {
    model: model ?? { in: most, out: Math.min(out, maxTokens) },
    judge: judge ?? ASSUMED.judge,
    isMeasured: model !== undefined,
    prices,
  };
}

/** Mean tokens of an answer, or of a request where each is for one; undefined where no request reported any. */
function meanTokens(
  runs: readonly { readonly usage: EndpointUsage; readonly answers: number }[],
): Tokens | undefined {
  const counted = runs.filter(({ usage }) => usage.requests > 0 && usage.tokensIn > 0);
  const asked = counted.reduce(
    (sum, { usage, answers }) => sum + Math.max(answers, usage.requests - usage.retries),
    0,
  );
  if (asked <= 0) return undefined;
  return {
    in: counted.reduce((sum, { usage }) => sum + usage.tokensIn, 0) / asked,
    out: counted.reduce((sum, { usage }) => sum + usage.tokensOut, 0) / asked,
  };
}

/**
 * What so many requests are expected to cost. Plain text.
 *
 * @example '1,770 requests, about 2.4 million tokens, about $1.30'
 */
export function expectedCostText({ model, judge }: Requests, basis: CostBasis): string {
  const spent = {
    model: { tokensIn: model * basis.model.in, tokensOut: model * basis.model.out },
    judge: { tokensIn: judge * basis.judge.in, tokensOut: judge * basis.judge.out },
  };
  const dollars = priceOf(spent, basis.prices);
  return [
    formatCount(model + judge, 'request'),
    `about ${formatTokens(totalTokens(spent))}`,
    ...(dollars === undefined ? [] : [`about ${formatDollars(dollars)}`]),
  ].join(', ');
}

/** What tokens are assumed or known, in a sentence for who plans. Plain text. */
export function basisText({ model, judge, isMeasured }: CostBasis): string {
  const each = (of: Tokens): string => `${Math.round(of.in)} in and ${Math.round(of.out)} out`;
  const why = isMeasured ? 'as in the runs of the baseline' : 'assumed until a baseline run tells';
  return `Tokens: model ${each(model)} per answer, judge ${each(judge)} per request; ${why}.`;
}

/** Tokens of both sides. */
interface Spent {
  readonly model: Pick<EndpointUsage, 'tokensIn' | 'tokensOut'>;
  readonly judge: Pick<EndpointUsage, 'tokensIn' | 'tokensOut'>;
}

/**
 * What a run took: requests, tokens, and money where prices are known. Plain text.
 *
 * @param usage of the run; endpoints that report no tokens give none
 * @example '1,002 requests, 1.0 million tokens, $0.87'
 */
export function spentText(
  usage: { readonly model: EndpointUsage; readonly judge: EndpointUsage },
  prices: Prices,
): string {
  const tokens = totalTokens(usage);
  const dollars = tokens === 0 ? undefined : priceOf(usage, prices);
  return [
    formatCount(usage.model.requests + usage.judge.requests, 'request'),
    ...(tokens === 0 ? [] : [formatTokens(tokens)]),
    ...(dollars === undefined ? [] : [formatDollars(dollars)]),
  ].join(', ');
}

/** All tokens, in and out. */
function totalTokens({ model, judge }: Spent): number {
  return model.tokensIn + model.tokensOut + judge.tokensIn + judge.tokensOut;
}

/**
 * Dollars for tokens.
 *
 * @returns undefined without a price; a side without one is free
 */
function priceOf(spent: Spent, prices: Prices): number | undefined {
  if (prices.model === undefined && prices.judge === undefined) return undefined;
  const side = (of: 'model' | 'judge'): number => {
    const price = prices[of];
    return price === undefined
      ? 0
      : spent[of].tokensIn * price.in + spent[of].tokensOut * price.out;
  };
  return (side('model') + side('judge')) / 1_000_000;
}

/** Tokens with two digits: `340,000 tokens`, `2.4 million tokens`. */
function formatTokens(tokens: number): string {
  if (tokens >= 999_500)
    return `${(tokens / 1_000_000).toFixed(tokens < 9_950_000 ? 1 : 0)} million tokens`;
  return formatCount(tokens < 1000 ? tokens : Number(tokens.toPrecision(2)), 'token');
}

/** Dollars and cents; less than a cent is said so. */
function formatDollars(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return 'less than $0.01';
  return `$${dollars.toFixed(2)}`;
}
