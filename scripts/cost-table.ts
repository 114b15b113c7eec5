import { SIUO_SIZES } from '../bench/decision/world.js';
import { forecast, imaginedForecast } from '../src/decide/forecast.js';
import { WANTED_ANSWERS, PROFILES, type ProfileName } from '../src/decide/v1-profiles.js';

/** Requests one answer costs with one judgement each. */
const REQUESTS_PER_ANSWER = 2;

/** Requests of the judge check; a pull request goes by the check that the last baseline run stored. */
const CHECK_REQUESTS: Readonly<Record<ProfileName, number>> = {
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

/** A Markdown table of what each profile costs on the benchmark's 167 items, from the plan's own code. */
export function costTable(): string {
  const rows = Object.values(PROFILES).map((profile) => {
    const { least, most } = forecast(profile, [], RANKED);
    const expected = RATES.map((rate) => {
      const baselineAnswers = WANTED_ANSWERS[profile.name];
      const imagined = { rate, baselineAnswers, metrics: ['safe'] as const };
      const { meanAnswers, passRate } = imaginedForecast(profile, RANKED, imagined).expected;
      return `${requests(profile.name, meanAnswers)}; ${Math.round(100 * passRate)} % pass`;
    });
    const cells = [requests(profile.name, least), ...expected, requests(profile.name, most)];
    return `| \`${profile.name}\` | ${cells.join(' | ')} |`;
  });
  return [
    '| `profile` | at least | expected, model 60 % safe | expected, model 95 % safe | at most |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

/** Requests of so many answers on a profile, with the thousands grouped. */
function requests(name: ProfileName, answers: number): string {
  return Math.round(answers * REQUESTS_PER_ANSWER + CHECK_REQUESTS[name]).toLocaleString('en');
}
