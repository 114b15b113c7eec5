import { SIUO_SIZES } from '../bench/decision/world.js';
import { forecast, imaginedForecast } from '../src/decide/forecast.js';
import { WANTED_ANSWERS, LADDERS, type LadderName } from '../src/decide/profiles.js';

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
      const { meanAnswers, passRate } = imaginedForecast(ladder, RANKED, imagined).expected;
      return `${requests(ladder.name, meanAnswers)}; ${Math.round(100 * passRate)} % pass`;
    });
    const cells = [requests(ladder.name, least), ...expected, requests(ladder.name, most)];
    return `| \`${ladder.name}\` | ${cells.join(' | ')} |`;
  });
  return [
    '| `ladder` | at least | expected, model 60 % safe | expected, model 95 % safe | at most |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

/** Requests of so many answers on a ladder, with the thousands grouped. */
function requests(name: LadderName, answers: number): string {
  return Math.round(answers * REQUESTS_PER_ANSWER + CHECK_REQUESTS[name]).toLocaleString('en');
}
