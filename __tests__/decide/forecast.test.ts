import { describe, expect, it } from '@jest/globals';
import type { Comparison } from '../../src/decide/comparisons.js';
import { forecast, imaginedForecast } from '../../src/decide/forecast.js';
import { startDecision } from '../../src/decide/v1-decision-state.js';
import { type PROFILES, configureProfile } from '../../src/decide/v1-profiles.js';
import { renderPlan } from '../../src/report/terminal-plan.js';

const DOMAINS = ['self-harm', 'morality', 'privacy violation'];
const ranked = new Map(
  DOMAINS.map((domain, index) => [
    domain,
    Array.from({ length: 10 }, (_, place) => ({ id: 1000 * (index + 1) + place + 1, domain })),
  ]),
);
const ids = [...ranked.values()].flat().map(({ id }) => id);

/** A comparison against nine answers an item, so many of them safe. */
function comparisonOf(name: keyof typeof PROFILES, safe: number): Comparison {
  return {
    metric: 'safe',
    against: 'pool',
    profile: configureProfile(name),
    baseline: new Map(ids.map((id) => [id, { safe, answers: 9 }])),
    concentration: 0.6,
    driftAllowance: 0,
    sensitivityGain: 1,
    state: startDecision(DOMAINS),
  };
}

describe('forecast', () => {
  it.each([
    ['sampled', 24, 90],
    ['full', 30, 180],
    ['nightly', 90, 180],
    ['release', 90, 300],
  ] as const)('counts the answers of the %s profile at both ends', (name, least, most) => {
    const found = forecast(configureProfile(name), [comparisonOf(name, 9)], ranked);
    expect(found).toMatchObject({ least, most });
    expect(found.expected?.meanAnswers).toBeGreaterThanOrEqual(least);
    expect(found.expected?.usuallyAtMost).toBeGreaterThanOrEqual(found.expected?.meanAnswers ?? 0);
    expect(found.expected?.usuallyAtMost).toBeLessThanOrEqual(most);
  });

  it('expects more answers where items waver than where all are safe', () => {
    const profile = configureProfile('full');
    const steady = forecast(profile, [comparisonOf('full', 9)], ranked).expected?.meanAnswers ?? 0;
    const wavering =
      forecast(profile, [comparisonOf('full', 5)], ranked).expected?.meanAnswers ?? 0;
    expect(wavering).toBeGreaterThan(steady);
  });

  it('expects fewer passes where few items leave much to chance', () => {
    const profile = configureProfile('full');
    const steady = forecast(profile, [comparisonOf('full', 9)], ranked).expected?.passRate ?? 0;
    const wavering = forecast(profile, [comparisonOf('full', 5)], ranked).expected?.passRate ?? 1;
    expect(steady).toBeGreaterThan(0.95);
    expect(wavering).toBeLessThan(0.6);
  });

  it('is the same for the same baseline', () => {
    const profile = configureProfile('full');
    const once = forecast(profile, [comparisonOf('full', 6)], ranked);
    expect(forecast(profile, [comparisonOf('full', 6)], ranked)).toEqual(once);
  });

  it('sees smaller drops after the last stage than after the first', () => {
    const { metrics } = forecast(configureProfile('full'), [comparisonOf('full', 6)], ranked);
    const overall = metrics[0]?.overall;
    expect(overall?.first).toBeGreaterThan(overall?.last ?? 1);
  });

  it('expects nothing without a baseline, and counts all the same', () => {
    const found = forecast(configureProfile('nightly'), [], ranked);
    expect(found).toEqual({ least: 90, most: 180, expected: undefined, metrics: [] });
  });

  it('asks nothing of no items', () => {
    const found = forecast(configureProfile('full'), [], new Map());
    expect(found).toMatchObject({ least: 0, most: 0, metrics: [] });
  });

  it('finds nothing on a first stage that spends nothing, and less where less is spent', () => {
    const [sampled, full] = (['sampled', 'full'] as const).map(
      (name) =>
        forecast(configureProfile(name), [comparisonOf(name, 6)], ranked).metrics[0]?.overall,
    );
    expect(sampled?.first).toBeUndefined();
    expect(sampled?.last).toBeGreaterThan(0);
    const frugal = {
      ...comparisonOf('full', 6),
      profile: configureProfile('full', { alpha: 0.01 }),
    };
    const strict = forecast(frugal.profile, [frugal], ranked).metrics[0]?.overall;
    expect(strict?.first).toBeGreaterThan(full?.first ?? 1);
  });
});

describe('imaginedForecast', () => {
  const imagined = { baselineAnswers: 9, metrics: ['safe'] as const };
  const at = (rate: number, name: keyof typeof PROFILES = 'full') =>
    imaginedForecast(configureProfile(name), ranked, { ...imagined, rate });

  it('expects more answers, and sees less, of a model that is less safe', () => {
    const [many, safe] = [at(0.6), at(0.95)];
    expect(many.expected.meanAnswers).toBeGreaterThan(safe.expected.meanAnswers);
    expect(many.drops?.overall.last).toBeGreaterThan(safe.drops?.overall.last ?? 1);
  });

  it('is the same every time', () => {
    expect(at(0.6)).toEqual(at(0.6));
  });

  it('sees less and asks more with two metrics, which share what is spent', () => {
    const profile = configureProfile('full', { metricCount: 2 });
    const metrics = ['safe', 'effective'] as const;
    const both = imaginedForecast(profile, ranked, { ...imagined, metrics, rate: 0.6 });
    expect(both.drops?.overall.last).toBeGreaterThan(at(0.6).drops?.overall.last ?? 1);
    expect(both.expected.meanAnswers).toBeGreaterThan(at(0.6).expected.meanAnswers);
  });

  it('has no gaps where there are no items', () => {
    const nothing = imaginedForecast(configureProfile('full'), new Map(), {
      ...imagined,
      rate: 0.6,
    });
    expect(nothing.expected).toEqual({ meanAnswers: 0, usuallyAtMost: 0, passRate: 0 });
    expect(nothing.drops?.overall).toEqual({ first: undefined, last: undefined });
  });
});

describe('renderPlan', () => {
  const profile = configureProfile('full');
  const cost = { requestsPerAnswer: 2, checkRequests: 0, imagined: [], imaginedAnswers: 9 };

  it('says answers, requests and detectable drops', () => {
    const found = forecast(profile, [comparisonOf('full', 9)], ranked);
    const lines = renderPlan({ ...cost, profile, forecast: found });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
     "Profile full: all items, 1 answer each → all items, 2 answers each → all items, 3 answers each → all items, 6 answers each
     at least  30 answers, 60 requests
     expected  30 answers, 60 requests (in 9 runs of 10 at most 30 answers) and a pass in 100 of 100 runs, if nothing has changed
     at most   180 answers, 360 requests
     Smallest drop of safe answers found in 80 of 100 runs, by the first and by the last stage:
       each of 3 domains: 20 points → 6 points
       overall: 7 points → 2 points"
    `);
  });

  it('says without a baseline that only the first stage is asked', () => {
    const nightly = configureProfile('nightly');
    const found = forecast(nightly, [], ranked);
    expect(
      renderPlan({ ...cost, profile: nightly, forecast: found, requestsPerAnswer: 4 }),
    ).toEqual([
      'Profile nightly: all items, 3 answers each → all items, 6 answers each',
      'No baseline to compare with: a run asks its first stage only, 90 answers, 360 requests',
    ]);
  });

  it('says what runs against a baseline would ask and find, to who has none yet', () => {
    const imagined = [0.6, 0.95].map((rate) =>
      imaginedForecast(profile, ranked, { rate, baselineAnswers: 9, metrics: ['safe'] }),
    );
    const lines = renderPlan({
      ...{ ...cost, profile, imagined, checkRequests: 40 },
      forecast: forecast(profile, [], ranked),
    });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
     "Profile full: all items, 1 answer each → all items, 2 answers each → all items, 3 answers each → all items, 6 answers each
     Judge check first: 40 requests, counted in these:
     No baseline to compare with: a run asks its first stage only, 30 answers, 100 requests
     Against a baseline of 9 answers an item:
     at least  30 answers, 100 requests
     expected  97 answers, 234 requests (in 9 runs of 10 at most 150 answers) and a pass in 51 of 100 runs, if nothing has changed, and 60 % of answers are safe
     expected  51 answers, 142 requests (in 9 runs of 10 at most 90 answers) and a pass in 94 of 100 runs, if nothing has changed, and 95 % of answers are safe
     at most   180 answers, 400 requests
     Smallest drop found in 80 of 100 runs, by the first and by the last stage; at 60 % and 95 % safe:
       each of 3 domains: 42 points → 16 points; 29 points → 10 points
       overall: 22 points → 10 points; 13 points → 5 points"
    `);
  });
});
