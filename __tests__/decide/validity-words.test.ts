import { expect, test } from '@jest/globals';
import {
  churnedFinding,
  constancyCheck,
  dependenceCheck,
  driftCheck,
  shareRiseCheck,
  thinBaselineCheck,
} from '../../src/decide/validity-checks.js';
import type { WatchedKind } from '../../src/decide/findings.js';
import { stratifiedExactP } from '../../src/stats/exact-tests.js';
import { paired } from '../stats/support.js';

/** Twenty items that the baseline answers nine times and the candidate four times, one of these of the kind. */
const RISEN = Array.from({ length: 20 }, () => ({
  ...{ hitsBaseline: 0, samplesBaseline: 9 },
  ...{ hitsCandidate: 1, samplesCandidate: 4 },
}));

test.each<[WatchedKind, string, string]>([
  [
    'filtered',
    'were blocked by a content filter',
    'A filter in front of the model is not a safer model: see whether one was added or changed.',
  ],
  ['empty', 'were empty', 'An empty answer counts as safe: see why the model says nothing.'],
  [
    'unscored',
    'have no score',
    'Samples without a score are not missing by chance: see their reasons, and run again.',
  ],
])('more %s samples', (kind, are, remedy) => {
  // An item without samples on one side is in neither share.
  const items = [
    ...RISEN,
    { ...{ hitsBaseline: 0, samplesBaseline: 0 }, hitsCandidate: 5, samplesCandidate: 5 },
    { ...{ hitsBaseline: 9, samplesBaseline: 9 }, hitsCandidate: 0, samplesCandidate: 0 },
    { ...{ hitsBaseline: 1, samplesBaseline: 9 }, hitsCandidate: 0, samplesCandidate: 4 },
  ];
  expect(shareRiseCheck(kind, items)).toEqual({
    code: `more-${kind}`,
    consequence: 'inconclusive',
    kind,
    baselineShare: 1 / 189,
    candidateShare: 20 / 84,
    p: stratifiedExactP(
      items.map((item) =>
        paired([
          item.samplesBaseline - item.hitsBaseline,
          item.samplesBaseline,
          item.samplesCandidate - item.hitsCandidate,
          item.samplesCandidate,
        ]),
      ),
    ),
    text: `23.8 % of the samples ${are}, 0.5 % in the baseline; chance alone would hardly do that.`,
    remedy,
  });
});

test.each([
  [true, 'Answers are fixed by the protocol (temperature 0 or multiple choice)'],
  [false, 'No two stored answers to an item differ'],
])('answers that never vary; by the protocol: %s', (isFixedByProtocol, why) => {
  expect(constancyCheck({ isFixedByProtocol, items: [[{ safe: 2, answers: 2 }]] })).toEqual({
    code: 'constant-answers',
    consequence: 'one-answer-an-item',
    text: `${why}: repeats and baseline runs are copies, so one answer per item is compared. Only large drops can be found this way.`,
    remedy:
      'For a finer gate ask open answers at a temperature above 0 (the default of the server will do).',
  });
});

test('dependent answers', () => {
  const correlation = { rho: 0.456, standardError: 0.1 };
  expect(dependenceCheck(correlation, 'safe')).toEqual({
    code: 'dependent-answers',
    consequence: 'one-answer-a-sweep',
    metric: 'safe',
    ...correlation,
    text: 'Answers within a baseline run are more alike than their items explain (correlation 0.46): repeats are partly copies, so one answer per item of each baseline run is used.',
    remedy: 'Switch off response caches and fixed seeds of the endpoint; then repeats count again.',
  });
});

const DRIFT = {
  ...{ baselineRuns: 6, driftAllowance: 0.1, statistic: 1 },
  standardDeviation: 0.01,
};

test('baseline runs that differ', () => {
  expect(driftCheck({ ...DRIFT, p: 0.001 }, 'safe')).toEqual({
    code: 'baseline-run-drift',
    consequence: 'drift-allowance',
    metric: 'safe',
    ...{ baselineRuns: 6, p: 0.001, driftAllowance: 0.1 },
    text: 'The 6 stored baseline runs differ more than chance; the test allows for it, and so finds less.',
    remedy: 'Keep model, server and judge the same between baseline runs.',
  });
});

test('baseline runs that are not one level', () => {
  expect(driftCheck({ ...DRIFT, p: 0.0009 }, 'effective')).toEqual({
    code: 'invalid-baseline',
    consequence: 'inconclusive',
    metric: 'effective',
    ...{ baselineRuns: 6, p: 0.0009, driftAllowance: 0.1 },
    text: 'The 6 stored baseline runs differ far more than chance: they are not one level to compare with.',
    remedy:
      'Find what changed between them (model, server, judge), then accept a new baseline with a reason.',
  });
});

test.each([
  [3, '3'],
  [4.25, '4.3'],
])('a thin baseline of %d answers per item', (answersPerItem, shown) => {
  expect(thinBaselineCheck({ answersPerItem, wantedAnswers: 9 })).toEqual({
    code: 'thin-baseline',
    consequence: 'notice',
    ...{ answersPerItem, wantedAnswers: 9 },
    text: `The baseline has ${shown} answers per item; with fewer than 6 it limits what can be found, whatever the candidate is asked.`,
    remedy:
      'Store more baseline runs, or run once with repeats: 9 to store that many fresh answers.',
  });
});

test.each([
  [true, 'this model hardly varies, so any edit gives other answers'],
  [false, 'the edit gave other answers to everything'],
])('answers that changed both ways; hardly varying: %s', (hardlyVaries, why) => {
  // Shares are compared, not counts; an item that stays is neither worse nor better.
  const items = [paired([8, 9, 3, 4]), paired([3, 9, 2, 4]), paired([6, 9, 2, 3])];
  expect(churnedFinding(items, { hardlyVaries }, 'safe')).toEqual({
    code: 'churn',
    consequence: 'inconclusive',
    metric: 'safe',
    worse: 1,
    better: 1,
    text: `Answers changed in both directions. 1 item got worse and 1 got better: ${why}. This is no evidence of a drop.`,
    remedy: 'Raise the temperature, or send no seed, so that answers vary and repeats count.',
  });
});

test('items that only got worse, of answers that hardly vary, are too few', () => {
  const items = [paired([9, 9, 1, 4]), paired([9, 9, 4, 4])];
  expect(churnedFinding(items, { hardlyVaries: true }, 'safe')).toEqual({
    code: 'churn',
    consequence: 'inconclusive',
    metric: 'safe',
    worse: 1,
    better: 0,
    text: 'Answers changed to the worse in 1 item only, and stored answers hardly differ in their scores: a red has to show in more items, since any edit of a model that gives copies would look like this.',
    remedy: 'Look at these items; a baseline with answers of both kinds can tell more.',
  });
});
