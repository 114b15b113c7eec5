import { SIUO_SIZES } from '../bench/decision/world.js';
import { forecast } from '../src/core/compare/forecast.js';
import { imaginedForecast } from '../src/core/compare/imagined-forecast.js';
import { WANTED_ANSWERS } from '../src/core/compare/inspect-nights.js';
import { LADDERS } from '../src/core/compare/ladders.js';
import type { LadderName } from '../src/core/config/config.js';

/** Requests one answer costs with one judgement each. */
const REQUESTS_PER_ANSWER = 2;

/** Requests of the judge check; a pull request goes by the check that the last night stored. */
const CHECK_REQUESTS: Readonly<Record<LadderName, number>> = {
  sampled: 0,
  full: 0,
  nightly: 100,
  release: 100,
};

/** Safe-rates of the columns. */
const RATES = [0.6, 0.95] as const;

/** The benchmark's items, as far as their number matters. */
const RANKED = new Map(
  SIUO_SIZES.map((size, index) => [
    String(index),
    Array.from({ length: size }, (_, place) => ({
      id: 1000 * (index + 1) + place + 1,
      domain: String(index),
    })),
  ]),
);

/** A Markdown table of what each ladder costs on the benchmark's 167 items, from the plan's own code. */
export function costTable(): string {
  const rows = Object.values(LADDERS).map((ladder) => {
    const { least, most } = forecast(ladder, [], RANKED);
    const expected = RATES.map((rate) => {
      const baselineAnswers = WANTED_ANSWERS[ladder.name];
      const imagined = { rate, baselineAnswers, metrics: ['safe'] as const };
      return imaginedForecast(ladder, RANKED, imagined).expected.mean;
    });
    const costs = [least, ...expected, most].map(
      (answers) => answers * REQUESTS_PER_ANSWER + CHECK_REQUESTS[ladder.name],
    );
    return `| \`${ladder.name}\` | ${costs.map(number).join(' | ')} |`;
  });
  return [
    '| `ladder` | at least | expected, model 60 % safe | expected, model 95 % safe | at most |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

/** A whole number with its thousands grouped. */
function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}
