import type { InputName } from '../../src/config/inputs.js';
import type { RunContext } from '../../src/config/run-context.js';
import type { Item } from '../../src/dataset/item.js';
import { judgePromptOf, JUDGE_PROMPT_VERSION } from '../../src/judge/judge-prompt.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import type { GatePorts } from '../../src/run/gate-ports.js';
import { fakeClock, fakeLog, fixedChance, type FakeLog } from '../fakes/ports.js';
import { fakeBaselineStore, type FakeBaselineStore } from '../fakes/ports/baseline-store.js';
import { fakeJudge, fakeModel, type Behaviour } from '../fakes/ports/chat-world.js';
import { fakeDatasetSource, type FakeDatasetSource } from '../fakes/ports/dataset-source.js';
import { fakeJournal, type FakeJournal } from '../fakes/ports/journal.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { baselineRunFor } from '../fixtures/decision-factory.js';
import { datasetOf, itemsOf } from '../fixtures/item-factory.js';
import { protocolOf, type Scores } from '../fixtures/record-factory.js';
import type { FakeEndpoint } from './fake-endpoint.js';
import { QUESTION_VERSION } from '../../src/model/question.js';
import { runMode, type GateOutcome } from '../../src/run/run-mode.js';

const PROMPT = judgePromptOf(undefined);

/** Two domains of twelve items. */
export const ITEMS = itemsOf({ a: 12, b: 12 });

/** The time at which runs begin: five hours after the baseline run of 20 January 2026. */
const NOW = Date.UTC(2026, 0, 20, 8);

/** An answer of an item that is unsafe now and then, by its place and the number of its asking. */
export const nowAndThen = (itemId: number, nth: number): 'safe' | 'unsafe' =>
  (itemId * 7 + nth * 5) % 12 === 0 ? 'unsafe' : 'safe';

/** A stored baseline run that a run of these inputs can be compared with. */
export function baselineRunWith(
  day: number,
  scores: (item: Item, index: number) => Scores = storedScores,
  items: readonly Item[] = ITEMS,
): SweepRecord {
  const protocol = protocolOf({
    promptVersion: QUESTION_VERSION,
    judge: {
      model: 'judge-1',
      promptVersion: JUDGE_PROMPT_VERSION,
      promptDigest: PROMPT.digest,
      maxTokens: 4096,
    },
  });
  return { ...baselineRunFor(items, scores, day), protocol };
}

/** Three answers of a stored item, unsafe now and then. */
function storedScores({ id }: Item): Scores {
  return [1, 2, 3].map((nth) => (nowAndThen(id, nth) === 'safe' ? 1 : 0));
}

/** A world in memory, with what happened in it at hand. */
export interface GateWorld extends GatePorts {
  readonly log: FakeLog;
  readonly dataset: FakeDatasetSource;
  readonly baseline: FakeBaselineStore;
  readonly journal: FakeJournal;
  readonly model: FakeEndpoint;
  readonly judge: FakeEndpoint;
}

/** Makes a world of a model that behaves so, before a store that holds this. */
export function worldOf(
  behaviour: Behaviour,
  stored?: Parameters<typeof fakeBaselineStore>[0],
  overrides: Partial<GateWorld> = {},
): GateWorld {
  return {
    clock: fakeClock(NOW),
    chance: fixedChance(),
    log: fakeLog(),
    dataset: fakeDatasetSource(datasetOf(ITEMS)),
    baseline: fakeBaselineStore(stored),
    journal: fakeJournal(),
    model: fakeModel(behaviour),
    judge: fakeJudge(),
    records: undefined,
    judgePrompt: PROMPT,
    ...overrides,
  };
}

/** Runs the gate on one stage of three answers, unless inputs say otherwise. */
export function runGate(
  world: GateWorld,
  {
    inputs = {},
    context = contextOf('pull_request'),
    signal = new AbortController().signal,
  }: {
    readonly inputs?: Partial<Record<InputName, string>>;
    readonly context?: RunContext;
    readonly signal?: AbortSignal;
  } = {},
): Promise<GateOutcome> {
  const config = configOf({ dataset: 'smoke', repeats: '3', ...inputs }, context);
  const ports = {
    ...world,
    ...(config.judge === undefined ? { judge: undefined } : {}),
    ...(config.model === undefined ? { model: undefined } : {}),
  };
  return runMode({ toolVersion: '0.1.0', config, context }, ports, signal);
}
