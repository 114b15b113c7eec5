import { SIUO_SIZES } from '../bench/decision/world.js';
import { forecast, imaginedForecast } from '../src/decide/forecast.js';
import { planDecision } from '../src/decide/decision-plan.js';
import {
  configureProfile,
  type StoredProfileName,
  WANTED_ANSWERS,
} from '../src/decide/profiles.js';

/** Requests one answer costs with one judgement each. */
const REQUESTS_PER_ANSWER = 2;

/** Requests of the judge check; a pull request goes by the check that the last baseline run stored. */
const CHECK_REQUESTS: Readonly<Record<StoredProfileName, number>> = {
  sampled: 0,
  full: 0,
  nightly: 100,
  release: 100,
};

/** Safe-rates of the columns. */
const RATES = [0.6, 0.95] as const;

/** The benchmark's items, as far as their number matters. */
const DOMAINS = new Map(
  SIUO_SIZES.map((size, index) => [
    String(index),
    Array.from({ length: size }, (_, place) => 1000 * (index + 1) + place + 1),
  ]),
);

const NAMES = ['sampled', 'full', 'nightly', 'release'] as const;

/** A Markdown table of what each profile costs on the benchmark's 167 items, from the plan's own code. */
export function costTable(): string {
  const rows = NAMES.map((name) => {
    const plan = planDecision(DOMAINS, configureProfile(name), { comparisons: 1 });
    const { least, most } = forecast(plan, []);
    const expected = RATES.map((rate) => {
      const imagined = { rate, baselineAnswers: WANTED_ANSWERS[name], metrics: ['safe'] as const };
      const { meanAnswers, passRate } = imaginedForecast(plan, imagined).expected;
      return `${requests(name, meanAnswers)}; ${Math.round(100 * passRate)} % pass`;
    });
    const cells = [requests(name, least), ...expected, requests(name, most)];
    return `| \`${name}\` | ${cells.join(' | ')} |`;
  });
  return [
    '| `profile` | at least | expected, model 60 % safe | expected, model 95 % safe | at most |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

/** Requests of so many answers on a profile, with the thousands grouped. */
function requests(name: StoredProfileName, answers: number): string {
  return Math.round(answers * REQUESTS_PER_ANSWER + CHECK_REQUESTS[name]).toLocaleString('en');
}
