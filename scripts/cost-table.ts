import { drawWorld } from '../bench/decision/world.js';
import { forecast } from '../src/core/compare/forecast.js';
import { configureLadder, type Ladder } from '../src/core/compare/ladders.js';
import { startLadder } from '../src/core/compare/ladder-state.js';
import { createRandomSource } from '../src/core/compare/random-source.js';
import { concentration } from '../src/core/stats/concentration.js';

/** Simulated baselines behind each figure; the forecast itself climbs each 200 times. */
const WORLDS = 10;

/** Requests one answer costs with one judgement each. */
const REQUESTS_PER_ANSWER = 2;

/**
 * The settings of the table: the ladder, the answers an item its baseline should hold, and the
 * requests of its judge check; a pull request goes by the check that the last night stored.
 */
const LADDERS = [
  ['sampled', 9, 0],
  ['full', 9, 0],
  ['nightly', 9, 100],
  ['release', 21, 100],
] as const;

/** A Markdown table of what each ladder costs on the benchmark's 167 items, from the plan's own code. */
export function costTable(): string {
  const rows = LADDERS.map(([name, answers, check]) => {
    const ladder = configureLadder(name);
    const costs = [0.6, 0.95].map((rate) => expectedCost(ladder, rate, answers));
    const { least, most } = costs[0] ?? { least: 0, most: 0 };
    const expected = costs.map((cost) => number(check + cost.expected));
    return `| \`${name}\` | ${[number(check + least), ...expected, number(check + most)].join(' | ')} |`;
  });
  return [
    '| `ladder` | at least | expected, model 60 % safe | expected, model 95 % safe | at most |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

/** Requests of a ladder on baselines of one rate, drawn from the mix that the rule was tuned on. */
function expectedCost(
  ladder: Ladder,
  rate: number,
  baselineAnswers: number,
): { readonly least: number; readonly expected: number; readonly most: number } {
  const mix = { rate, concentration: 0.6 };
  const forecasts = Array.from({ length: WORLDS }, (_, seed) => {
    const change = { drop: 0, where: 'everywhere' as const };
    const drawn = drawWorld({ mix, change, baselineAnswers }, createRandomSource(seed));
    const items = drawn.flatMap((domain, index) =>
      domain.map(({ counts }, place) => ({
        id: 1000 * (index + 1) + place + 1,
        domain: String(index),
        count: { safe: counts.safeBaseline, answers: counts.answersBaseline },
      })),
    );
    const ranked = new Map(
      drawn.map((_domain, index) => [
        String(index),
        items.filter(({ domain }) => domain === String(index)),
      ]),
    );
    const contest = {
      metric: 'safe' as const,
      against: 'pool' as const,
      ladder,
      baseline: new Map(items.map(({ id, count }) => [id, count])),
      concentration: concentration(items.map(({ count }) => count)),
      driftAllowance: 0,
      sensitivityGain: 1,
      state: startLadder([...ranked.keys()]),
    };
    return forecast(ladder, [contest], ranked);
  });
  const mean =
    forecasts.reduce((sum, each) => sum + (each.expected ?? 0), 0) / Math.max(1, forecasts.length);
  return {
    least: (forecasts[0]?.least ?? 0) * REQUESTS_PER_ANSWER,
    expected: mean * REQUESTS_PER_ANSWER,
    most: (forecasts[0]?.most ?? 0) * REQUESTS_PER_ANSWER,
  };
}

/** A whole number with its thousands grouped. */
function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}
