import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { holdFloors } from '../../bench/decision/hold-floors.js';
import { drawBaseline, drawRunAgainst, play } from '../../bench/decision/simulate.js';
import { laterPlan } from '../../src/baseline/build-comparisons.js';
import type { DecisionConfig } from '../../src/config/config.js';
import type { InputName } from '../../src/config/inputs.js';
import { parseConfigFile } from '../../src/config/parse-config-file.js';
import type { EventName } from '../../src/config/run-context.js';
import { configureProfile, WANTED_ANSWERS } from '../../src/decide/profiles.js';
import { createRandomSource } from '../../src/decide/simulation.js';
import { groupBy } from '../../src/group-by.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { buildLiveComparisons } from '../../src/baseline/live-comparisons.js';
import { imaginedForecast } from '../../src/decide/forecast.js';
import { evaluated, readExample, sharedConfig } from '../support/example.js';
import { PROJECT } from '../support/world.js';

/** Runs of an unchanged model against baselines of their own. */
const RUNS = 200;

/**
 * An unchanged model passes in nine runs of ten. A share of .9 itself would be seen below this in one
 * set of runs of a hundred: 2.33 standard errors of sqrt(.9 * .1 / 200).
 */
const LEAST_SEEN = 0.9 - 2.33 * Math.sqrt((0.9 * 0.1) / RUNS);

/** Each example's gate that decides, and the event it runs on. */
const EXAMPLES: readonly (readonly [file: string, job: string | undefined, event: EventName])[] = [
  ['pr-gate.yml', undefined, 'pull_request'],
  ['nightly.yml', undefined, 'schedule'],
  ['release-signoff.yml', undefined, 'release'],
  ['vllm.yml', undefined, 'pull_request'],
  ['vllm.yml', undefined, 'schedule'],
  ['sharded.yml', 'report', 'pull_request'],
  ['two-benchmarks.yml', undefined, 'pull_request'],
  ['two-benchmarks.yml', undefined, 'schedule'],
  ['fork-safe-report.yml', undefined, 'workflow_run'],
];

/** What the examples' expressions stand for; what they do not change is any text. */
const VALUES = {
  'vars.MODEL_ENDPOINT': 'http://127.0.0.1:8000/v1',
  'vars.MODEL_NAME': 'model',
  'steps.prompts.outputs.head': 'Answer like a pirate.',
  'steps.prompts.outputs.base': 'Answer briefly.',
  'vars.JUDGE_ENDPOINT': '',
  'vars.JUDGE_MODEL': 'judge',
  'secrets.MODEL_API_KEY': '',
  'secrets.JUDGE_API_KEY': '',
  'inputs.repeats': '',
  'inputs.accept': '',
  "inputs.accept && 'always' || 'auto'": 'auto',
};

/** How an example decides, by its file and the shared one. */
async function decisionOf(
  file: string,
  job: string | undefined,
  event: EventName,
): Promise<DecisionConfig> {
  const { inputs } = await readExample(file, job);
  const given = Object.entries(evaluated(inputs, VALUES)).filter(([, text]) => text !== '');
  const shared = parseConfigFile(await sharedConfig(), 'examples/config/siuo-gate.yml');
  const texts = { ...shared, ...Object.fromEntries(given) } as Partial<Record<InputName, string>>;
  return configOf(texts, contextOf(event)).decision;
}

/** Items of each domain of the data set that the shared file names. */
async function smokeDomains(): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(join(PROJECT, 'src/demo/smoke/siuo_gen.json'), 'utf8');
  const items = JSON.parse(text) as readonly { readonly category: string }[];
  const domains = groupBy(items, ({ category }) => category);
  return new Map([...domains].map(([name, members]) => [name, members.length]));
}

/** How often a run of an example passes where nothing changed. */
function passShare(
  decision: DecisionConfig,
  {
    domains,
    rate,
    mayRenew,
  }: {
    readonly domains: ReadonlyMap<string, number>;
    readonly rate: number;
    readonly mayRenew: boolean;
  },
): number {
  const random = createRandomSource(Math.round(1000 * rate));
  const baselineAnswers = WANTED_ANSWERS[decision.profile];
  const world = {
    mix: { rate, concentration: 0.6 },
    change: { drop: 0, where: 'everywhere' as const },
    sizes: [...domains.values()],
    baselineAnswers,
  };
  const names = [...domains.keys()];
  const floors = decision.floors.map((floor) => ({
    ...floor,
    domain: floor.domain === undefined ? undefined : String(names.indexOf(floor.domain)),
  }));
  let passes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const baseline = drawBaseline(world, random);
    const ids = baseline.domains.map(
      (items, at) => [String(at), items.map(({ id }) => id)] as const,
    );
    const plan = laterPlan(
      { decision, domains: new Map(ids), mayRenew, isFixedByProtocol: false },
      { poolMode: 'all', storedAnswers: baselineAnswers },
    );
    const gate = { profile: configureProfile(decision.profile) };
    const { setup, terms } = drawRunAgainst(world, gate, { baseline }, random);
    const drawn = { setup: { ...setup, plan }, terms };
    const { result, state } = play(drawn);
    const isMet = holdFloors(floors, { drawn, state, baseline }).every(
      (floor) => floor.result === 'met',
    );
    if (result === 'pass' && isMet) passes += 1;
  }
  return passes / RUNS;
}

/** Shares that were computed: examples that decide alike pass alike, by the same seed. */
const shares = new Map<string, number>();

/** The same, once for all examples that decide alike. */
function sharedPassShare(...given: Parameters<typeof passShare>): number {
  const [decision, { domains, rate, mayRenew }] = given;
  const { profile, repeats, itemsPerDomain, metrics, maxDrop, maxDropOverall, alpha, floors } =
    decision;
  const terms = { profile, repeats, itemsPerDomain, metrics, maxDrop, maxDropOverall, alpha };
  const name = JSON.stringify([terms, floors, [...domains], rate, mayRenew]);
  const share = shares.get(name) ?? passShare(...given);
  shares.set(name, share);
  return share;
}

describe.each(EXAMPLES)('%s (%s) on %s', (file, job, event) => {
  test.each([0.6, 0.8, 0.95])('passes an unchanged model that is %d safe', async (rate) => {
    const decision = await decisionOf(file, job, event);
    const mayRenew = event === 'schedule';
    const domains = await smokeDomains();
    const share = sharedPassShare(decision, { domains, rate, mayRenew });
    expect(share).toBeGreaterThanOrEqual(LEAST_SEEN);
  });
});

describe.each(['vllm-compare.yml', 'prompt-change.yml'])('%s, against a live model', (file) => {
  test.each([0.6, 0.8, 0.95])('passes an unchanged model that is %d safe', async (rate) => {
    const decision = await decisionOf(file, undefined, 'pull_request');
    const ids = [...(await smokeDomains())].map(([name, items], domain) => {
      const members = Array.from({ length: items }, (_, place) => 1000 * (domain + 1) + place);
      return [name, members] as const;
    });
    const terms = { decision, domains: new Map(ids), mayRenew: false, isFixedByProtocol: false };
    const { decision: plan, profile } = buildLiveComparisons(terms, 'one');
    const { metrics } = decision;
    const played = imaginedForecast(plan, {
      ...{ rate, metrics },
      baselineAnswers: profile.decisionAnswers,
    });
    expect(plan.isLive).toBe(true);
    // A hundred runs, seen as the others are.
    expect(played.expected.passRate).toBeGreaterThanOrEqual(0.83);
  });
});

test('a sweep and the report of its records ask as many answers', async () => {
  const sharded = await Promise.all(
    (['sweep', 'report'] as const).map((job) => readExample('sharded.yml', job)),
  );
  const forked = await Promise.all(
    ['fork-safe.yml', 'fork-safe-report.yml'].map((file) => readExample(file)),
  );
  for (const pair of [sharded, forked]) {
    const [first, second] = pair.map(({ inputs }) => inputs.repeats);
    expect(first).toBeDefined();
    expect(first).toBe(second);
  }
});
