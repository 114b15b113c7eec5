import { SIUO_SIZES } from '../bench/decision/world.js';
import { forecast, imaginedForecast, USUAL_CONCENTRATION } from '../src/decide/forecast.js';
import { createRandomSource, drawItemRate } from '../src/decide/simulation.js';
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

/** How many items the domains of each set have. */
const SETS = { siuo: SIUO_SIZES, smoke: Array.from({ length: 9 }, () => 20) } as const;

/** Answers per item of a first baseline that is made in one run. */
const FIRST_ANSWERS = 9;

const NAMES = ['sampled', 'full', 'nightly', 'release'] as const;

/** Items by domain, as far as their number matters. */
function domainsOf(sizes: readonly number[]): ReadonlyMap<string, readonly number[]> {
  return new Map(
    sizes.map((size, index) => [
      String(index),
      Array.from({ length: size }, (_, place) => 1000 * (index + 1) + place + 1),
    ]),
  );
}

/**
 * A Markdown table of what each profile costs on the benchmark's 167 items and on the built-in 180, from
 * the plan's own code, and what it assumes.
 */
export function costTable(): string {
  const rows = Object.entries(SETS).flatMap(([set, sizes]) => {
    const items = sizes.reduce((sum, size) => sum + size, 0);
    const first = (items * FIRST_ANSWERS * REQUESTS_PER_ANSWER + 100).toLocaleString('en');
    return [
      `| \`${set}\`, ${items} items | first baseline | ${first} | | | ${first} |`,
      ...NAMES.map((name) => rowOf(name, domainsOf(sizes))),
    ];
  });
  return [
    '| data set | `profile` | at least | expected, model 60 % safe | expected, model 95 % safe | at most |',
    '| --- | --- | --: | --: | --: | --: |',
    ...rows,
    '',
    `The first baseline is made by one nightly run with \`repeats: ${FIRST_ANSWERS}\`, its judge check included. Items are assumed to differ as they do for published models: at 60 % safe half of them are safe in less than ${quantileText(0.6, 0.25)} or more than ${quantileText(0.6, 0.75)} of their answers (a beta distribution of concentration ${USUAL_CONCENTRATION}). Where items are more alike, more runs pass.`,
  ].join('\n');
}

/** One profile on one set. */
function rowOf(name: StoredProfileName, domains: ReadonlyMap<string, readonly number[]>): string {
  const plan = planDecision(domains, configureProfile(name), { comparisons: 1 });
  const { least, most } = forecast(plan, []);
  const expected = RATES.map((rate) => {
    const imagined = { rate, baselineAnswers: WANTED_ANSWERS[name], metrics: ['safe'] as const };
    const { meanAnswers, passRate } = imaginedForecast(plan, imagined).expected;
    return `${requests(name, meanAnswers)}; ${Math.round(100 * passRate)} % pass`;
  });
  const cells = ['', `\`${name}\``, requests(name, least), ...expected, requests(name, most)];
  return `| ${cells.join(' | ')} |`.replace('|  |', '| |');
}

/** A quantile of the items' own safe-rates, in percent, by drawing many. */
function quantileText(rate: number, share: number): string {
  const random = createRandomSource(1);
  const mix = { rate, concentration: USUAL_CONCENTRATION };
  const rates = Array.from({ length: 4001 }, () => drawItemRate(mix, random)).sort((a, b) => a - b);
  return `${Math.round(100 * (rates[Math.floor(share * 4000)] ?? 0))} %`;
}

/** Requests of so many answers on a profile, with the thousands grouped. */
function requests(name: StoredProfileName, answers: number): string {
  return Math.round(answers * REQUESTS_PER_ANSWER + CHECK_REQUESTS[name]).toLocaleString('en');
}
