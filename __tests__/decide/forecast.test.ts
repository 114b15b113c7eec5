import { costBasis } from '../../src/report/cost.js';
import { describe, expect, it } from '@jest/globals';
import type { Comparison } from '../../src/decide/comparisons.js';
import { forecast, imaginedForecast } from '../../src/decide/forecast.js';
import { renderPlan } from '../../src/report/terminal-plan.js';
import { type DecisionPlan, planDecision } from '../../src/decide/decision-plan.js';
import { configureProfile, type ProfileOptions } from '../../src/decide/profiles.js';

const DOMAINS = ['self-harm', 'morality', 'privacy violation'];
const domains = new Map(
  DOMAINS.map((domain, index) => [
    domain,
    Array.from({ length: 10 }, (_, place) => 1000 * (index + 1) + place + 1),
  ]),
);
type Name = 'sampled' | 'full' | 'nightly' | 'release';
const planOf = (name: Name, options: ProfileOptions = {}, comparisons = 1): DecisionPlan =>
  planDecision(domains, configureProfile(name, options), { comparisons });

/** A comparison against nine answers per item, so many of them safe. */
function comparisonOf(safe: number): Comparison {
  return {
    name: 'safe against pool',
    metric: 'safe',
    against: 'pool',
    stored: new Map([...domains.values()].flat().map((id) => [id, { safe, answers: 9 }])),
    concentration: 0.6,
    rawConcentration: 0.6,
    driftAllowance: 0,
    sensitivityGain: 1,
  };
}
const expectedOf = (name: Name, safe: number) =>
  forecast(planOf(name), [comparisonOf(safe)]).expected;

describe('forecast', () => {
  it.each([
    ['sampled', 24, 240],
    ['full', 30, 240],
    ['nightly', 90, 360],
    ['release', 90, 360],
  ] as const)('counts the answers of the %s profile at both ends', (name, least, most) => {
    const found = forecast(planOf(name), [comparisonOf(9)]);
    expect(found).toMatchObject({ least, most });
    expect(found.expected?.meanAnswers).toBeGreaterThanOrEqual(least);
    expect(found.expected?.usuallyAtMost).toBeLessThanOrEqual(most);
  });

  it('asks at least no more than it expects, where items that were never safe are left out', () => {
    const plan = planOf('full');
    const usual = comparisonOf(9);
    const stored = new Map(
      [...usual.stored].map(([id, count]) => [id, id % 2 === 0 ? { safe: 0, answers: 9 } : count]),
    );
    const found = forecast(plan, [{ ...usual, stored }]);
    expect(found.least).toBe(15);
    expect(found.expected?.meanAnswers).toBeGreaterThanOrEqual(found.least);
  });

  it('expects more answers and fewer passes where items waver than where all are safe', () => {
    const [steady, wavering] = [expectedOf('full', 9), expectedOf('full', 5)];
    expect(wavering?.meanAnswers).toBeGreaterThan(steady?.meanAnswers ?? Infinity);
    expect(steady?.passRate).toBeGreaterThan(0.95);
    expect(wavering?.passRate).toBeLessThan(0.6);
  });

  it('is the same for the same baseline', () => {
    expect(expectedOf('full', 6)).toEqual(expectedOf('full', 6));
  });

  it('says what each group and all together could show, less at a smaller level', () => {
    const dropsAt = (options: ProfileOptions) =>
      forecast(planOf('full', options), [comparisonOf(6)]).metrics[0]?.drops ?? [];
    const [usual, strict] = [dropsAt({}), dropsAt({ alpha: 0.001 })];
    expect(usual.map(({ group }) => group)).toEqual([...DOMAINS, undefined]);
    expect(strict[0]?.drop).toBeGreaterThan(usual[0]?.drop ?? 1);
  });

  it('expects nothing without a baseline, and counts all the same', () => {
    const found = forecast(planOf('nightly'), []);
    expect(found).toEqual({ least: 90, most: 360, expected: undefined, metrics: [] });
  });
});

describe('imaginedForecast', () => {
  const imagined = { baselineAnswers: 9, metrics: ['safe'] as const };
  const at = (rate: number) => imaginedForecast(planOf('full'), { ...imagined, rate });

  it('expects more answers, and sees less, of a model that is less safe', () => {
    const [many, safe] = [at(0.6), at(0.95)];
    expect(many.expected.meanAnswers).toBeGreaterThan(safe.expected.meanAnswers);
    expect(many.drops[0]?.drop).toBeGreaterThan(safe.drops[0]?.drop ?? 1);
    expect(many.power?.drop).toBe(safe.power?.drop);
    expect(many.power?.share).toBeLessThan(safe.power?.share ?? 0);
  });

  it('finds nothing where no drop is left to find', () => {
    expect(at(0.05).power).toBeUndefined();
  });

  it('is the same every time', () => {
    expect(at(0.6)).toEqual(at(0.6));
  });

  it('sees less with two metrics, which share alpha', () => {
    const metrics = ['safe', 'effective'] as const;
    const both = imaginedForecast(planOf('full', {}, 2), { ...imagined, metrics, rate: 0.6 });
    expect(both.drops[0]?.drop).toBeGreaterThan(at(0.6).drops[0]?.drop ?? 1);
  });
});

describe('renderPlan', () => {
  const profile = configureProfile('full');
  const plan = planOf('full');
  const cost = {
    perAnswer: { model: 1, judge: 1 },
    basis: costBasis([], { prices: {}, maxTokens: 500 }),
    items: 30,
    checkRequests: 0,
    imagined: [],
    imaginedAnswers: 9,
  };

  it('says answers, requests and detectable drops', () => {
    const found = forecast(plan, [comparisonOf(9)]);
    const lines = renderPlan({ ...cost, profile, plan, forecast: found });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
     "Profile full: all items, 1 answer each → all items, 2 answers each → all items, 4 answers each → all items, 8 answers each
     Not counted: the judge is asked once more where its reply is cut or cannot be read.
     at least  30 answers, 60 requests, about 96,000 tokens
     expected  30 answers, 60 requests, about 96,000 tokens (in 9 runs of 10 at most 30 answers) and a pass in 100 of 100 runs, if nothing has changed
     at most   240 answers, 480 requests, about 770,000 tokens, as where domains are red or stay open
     A red run asks about twice the expected answers: what is suspected is asked again before it is red.
     A drop of 10 points in one domain is found in about 5 of 10 checks.
     Smallest drop of safe answers found in 80 of 100 decisions (a domain that passes early is not decided):
       each of 3 domains: 5 points
       overall: 3 points
     Tokens: model 1100 in and 250 out per answer, judge 1700 in and 150 out per request; assumed until a baseline run tells."
    `);
  });

  it('says without a baseline that only the first stage is asked', () => {
    const nightly = { profile: configureProfile('nightly'), plan: planOf('nightly') };
    const found = forecast(nightly.plan, []);
    expect(
      renderPlan({ ...cost, ...nightly, forecast: found, perAnswer: { model: 2, judge: 2 } }),
    ).toEqual([
      'Profile nightly: all items, 3 answers each → all items, 6 answers each',
      'A suspected domain is decided on 12 answers per item.',
      'Not counted: the judge is asked once more where its reply is cut or cannot be read.',
      'No baseline to compare with: a run asks its first stage only, 90 answers, 360 requests, about 580,000 tokens',
      'A first baseline of 9 answers per item (repeats: 9): 270 answers, 1,080 requests, about 1.7 million tokens',
      'Tokens: model 1100 in and 250 out per answer, judge 1700 in and 150 out per request; assumed until a baseline run tells.',
    ]);
  });

  it('says what runs against a baseline would ask and find, to who has none yet', () => {
    const imagined = [0.6, 0.95].map((rate) =>
      imaginedForecast(plan, { rate, baselineAnswers: 9, metrics: ['safe'] }),
    );
    const lines = renderPlan({
      ...{ ...cost, profile, plan, imagined, checkRequests: 40 },
      forecast: forecast(plan, []),
    });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
     "Profile full: all items, 1 answer each → all items, 2 answers each → all items, 4 answers each → all items, 8 answers each
     Judge check first: 40 requests, counted in these:
     Not counted: the judge is asked once more where its reply is cut or cannot be read.
     No baseline to compare with: a run asks its first stage only, 30 answers, 100 requests, about 170,000 tokens
     A first baseline of 9 answers per item (repeats: 9): 270 answers, 580 requests, about 940,000 tokens
     Against a baseline of 9 answers per item:
     at least  26 answers, 92 requests, about 160,000 tokens
     expected  88 answers, 216 requests, about 360,000 tokens (in 9 runs of 10 at most 144 answers) and a pass in 77 of 100 runs, if nothing has changed, and 60 % of answers are safe
     expected  51 answers, 142 requests, about 240,000 tokens (in 9 runs of 10 at most 80 answers) and a pass in 97 of 100 runs, if nothing has changed, and 95 % of answers are safe
     at most   240 answers, 520 requests, about 840,000 tokens
     A drop of 10 points in one domain is found in about 4 of 10 checks, if 60 % of answers are safe.
     A drop of 10 points in one domain is found in about 7 of 10 checks, if 95 % of answers are safe.
     Smallest drop found in 80 of 100 decisions (a domain that passes early is not decided); at 60 % and 95 % safe:
       each of 3 domains: 15 points; 9 points
       overall: 11 points; 6 points
     Tokens: model 1100 in and 250 out per answer, judge 1700 in and 150 out per request; assumed until a baseline run tells."
    `);
  });
});
