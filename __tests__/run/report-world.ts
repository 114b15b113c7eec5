import type { InputName } from '../../src/config/inputs.js';
import type { RunContext } from '../../src/config/run-context.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import type { GateOutcome } from '../../src/run/run-mode.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { filesOf, recordSource, type SweptFiles } from '../fakes/ports/record-source.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf, type GateWorld } from './gate-world.js';

/** Three baseline runs that a run can be compared with. */
export const BASELINE = baselineOf([20, 19, 18].map((day) => baselineRunWith(day)));
/** Nothing in domain b is safe any more. */
export const dropped: Behaviour = (itemId, nth) =>
  itemId > 2000 ? 'unsafe' : nowAndThen(itemId, nth);

/** Sweeps every shard of so many, each in a world of its own. */
export async function sweepShards(
  of: number,
  {
    behaviour = nowAndThen,
    isJudged = true,
    world,
  }: { behaviour?: Behaviour; isJudged?: boolean; world?: Partial<GateWorld> } = {},
): Promise<readonly SweptFiles[]> {
  const judge = isJudged ? {} : { 'judge-model': '' };
  const swept: SweptFiles[] = [];
  for (let index = 1; index <= of; index += 1) {
    const inputs = { mode: 'sweep', shard: `${index}/${of}`, ...judge };
    const outcome = await runGate(worldOf(behaviour, undefined, world), { inputs });
    swept.push(filesOf(outcome, `shard-${index}/record.json`));
  }
  return swept;
}

/** Reports on records; no model is there to be asked. */
export async function report(
  files: readonly SweptFiles[],
  more: {
    stored?: Parameters<typeof worldOf>[1];
    world?: Partial<GateWorld>;
    inputs?: Partial<Record<InputName, string>>;
    context?: RunContext;
  } = {},
): Promise<{ outcome: GateOutcome; world: GateWorld }> {
  const stored = 'stored' in more ? more.stored : BASELINE;
  const world = worldOf(nowAndThen, stored, { records: recordSource(files), ...more.world });
  const outcome = await runGate(world, {
    inputs: { mode: 'report', records: '*', endpoint: '', model: '', ...more.inputs },
    context: more.context ?? contextOf('pull_request'),
  });
  return { outcome, world };
}

/** The files with a record changed. */
export function changed(file: SweptFiles, change: (record: SweepRecord) => unknown): SweptFiles {
  return { ...file, record: JSON.stringify(change(JSON.parse(file.record) as SweepRecord)) };
}
