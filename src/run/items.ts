import { digestOfJson } from '../digest.js';
import { blockOf } from './second-judge.js';
import type { Config } from '../config/config.js';
import { type Item, selectItems, shardItems } from '../dataset/item.js';
import { GateError } from '../errors.js';
import { QUESTION_VERSION } from '../model/question.js';
import { EFFECTIVENESS_PROMPT } from '../judge/effectiveness.js';
import { JUDGE_PROMPT_VERSION } from '../judge/judge-prompt.js';
import type { CheckQuestion } from '../judge/check-set.js';
import { rankItems } from '../decide/samples.js';
import { protocolOf, targetOf } from '../record/identity.js';
import type { SweepRecord, Target } from '../record/record-schema.js';
import type { Items } from './run-log.js';
import { misfit, type Run } from './run.js';

/** The records that are reported on; undefined in a run that asks for its answers itself. */
export type Merged = SweepRecord | undefined;

/** The pictures of a run as they lie on this machine, by the SHA-256 of each file. */
export interface Pictures {
  readonly digests: ReadonlyMap<number, string>;
  readonly areHere: true;
}

/**
 * Loads the rows, takes the asked domains and the run's shard, and so fixes the protocol of the run.
 *
 * @param run inputs, data set and judge prompt
 * @throws GateError DATASET_… or CONFIG_INVALID for an unknown domain, asked or with a floor
 */
export async function loadItems(
  run: Pick<Run, 'config' | 'dataset' | 'judgePrompt' | 'events'>,
): Promise<Items> {
  const { config, events } = run;
  events.append({ type: 'step', name: 'loadItems' });
  const dataset = await run.dataset.load();
  const asked = selectItems(dataset.items, config.decision.domains);
  const ranked = rankItems(shardItems(asked, config.shard), config.decision.seed);
  events.append({ type: 'ranked', ranked });
  requireFloorDomains(config.decision.floors, [...ranked.keys()]);
  const protocol = protocolOf(config, dataset, {
    questionVersion: QUESTION_VERSION,
    judgeVersion: JUDGE_PROMPT_VERSION,
    judgeDigest: run.judgePrompt.digest,
    effectivenessDigest: EFFECTIVENESS_PROMPT.digest,
  });
  const block = blockOf(config, run.judgePrompt.digest);
  const secondDigest = block && digestOfJson(block);
  const items = { dataset, ranked, protocol, secondDigest };
  events.append({ type: 'loaded', items });
  return items;
}

/** Makes sure that every floor is of a domain that is asked. */
function requireFloorDomains(floors: Config['decision']['floors'], known: readonly string[]): void {
  const unknown = floors.find(({ domain }) => domain !== undefined && !known.includes(domain));
  if (unknown === undefined) return;
  throw new GateError(
    'CONFIG_INVALID',
    `Input min-safe-rate names the domain ${JSON.stringify(unknown.domain)}, which is not asked.`,
    {
      remedy: `Give \`domain: rate\` lines of ${known.map((name) => JSON.stringify(name)).join(', ')}.`,
    },
  );
}

/**
 * The target of a run: of the records it reports on, else of its inputs, with what the server says
 * it serves as far as it has said so.
 *
 * @param config the inputs
 * @param merged the records, if any
 * @param served what the server has said
 */
export function targetOfRun(config: Config, merged?: Merged, served?: string): Target {
  if (merged !== undefined) return merged.target;
  if (config.model === undefined) throw misfit('No model is named, and no record brings one.');
  return targetOf(config.model, config.generation, served ?? null);
}

/**
 * The baseline's model, where the run asks it.
 *
 * @param config the run's inputs
 * @param served what its server says it serves; left out while it has not replied
 */
export function controlTargetOf({ control }: Config, served?: string): Target | undefined {
  return control && targetOf(control.endpoint, control.generation, served ?? null);
}

/** Pictures that are here, or still on their way. */
export interface ComingPictures {
  /** The SHA-256 of each file, by item; of none while some are on their way. */
  readonly digests: ReadonlyMap<number, string>;
  /** All of them; rejects with DATASET_UNREACHABLE or DATASET_INVALID, and halts the run before it does. */
  readonly all: Promise<Pictures>;
  /** Aborted once all are here, or one will not come. */
  readonly settled: AbortSignal;
}

/**
 * Brings the pictures of the run's items, and of those its judge is checked on, onto this machine. Those of
 * a disk are awaited. Those that are downloaded go on their way, so that the first of them can be asked about
 * before the last is here.
 *
 * @param run the data set, and what cancels the download
 * @param items the run's items
 * @param questions what the judge is still to be asked about known answers
 * @throws GateError DATASET_UNREACHABLE or DATASET_INVALID, where all are awaited
 */
export async function bringPictures(
  run: Pick<Run, 'dataset' | 'events' | 'log' | 'signal' | 'halt'>,
  { ranked }: Pick<Items, 'ranked'>,
  questions: readonly CheckQuestion[],
): Promise<ComingPictures> {
  run.events.append({ type: 'step', name: 'bringPictures' });
  const items = eachOnce([...[...ranked.values()].flat(), ...questions.map(({ item }) => item)]);
  const title = `Pictures of ${items.length} items`;
  const settled = new AbortController();
  const bring = async (): Promise<Pictures> => {
    const either = AbortSignal.any([run.signal, run.halt.signal]);
    try {
      const digests = await run.dataset.prefetch(items, either);
      refuseMissing(items, digests);
      run.events.append({ type: 'pictures', digests });
      return { digests, areHere: true };
    } catch (error) {
      run.halt.abort(error);
      throw error;
    } finally {
      settled.abort();
    }
  };
  if (run.dataset.isDownloaded !== true) {
    const all = run.log.group(title, bring);
    return { digests: (await all).digests, all, settled: settled.signal };
  }
  // Groups of a log cannot be open at the same time.
  run.log.info(`${title}: what is here is asked about while the rest is on its way.`);
  const all = bring();
  // Those who await them hear of it; until then it must not end the process.
  all.catch(() => undefined);
  return { digests: NO_DIGESTS, all, settled: settled.signal };
}

/** Nothing is known yet of the pictures of a run. */
export const NO_DIGESTS: ReadonlyMap<number, string> = new Map();

/**
 * Brings only the pictures onto this machine that the judge is checked on.
 *
 * @param run the data set, and what cancels the download
 * @param questions what the judge is still to be asked
 * @throws GateError DATASET_UNREACHABLE or DATASET_INVALID
 */
export async function readCheckedPictures(
  run: Pick<Run, 'dataset' | 'events' | 'signal'>,
  questions: readonly CheckQuestion[],
): Promise<Pictures> {
  run.events.append({ type: 'step', name: 'readCheckedPictures' });
  const items = eachOnce(questions.map(({ item }) => item));
  return { digests: await run.dataset.prefetch(items, run.signal), areHere: true };
}

/** Refuses to gate without some pictures: what cannot be asked is no evidence. */
function refuseMissing(items: readonly Item[], digests: ReadonlyMap<number, string>): void {
  const missing = items.filter(({ id }) => !digests.has(id));
  const [first] = missing;
  if (first === undefined) return;
  throw new GateError(
    'DATASET_UNREACHABLE',
    `Of ${items.length} pictures ${missing.length} cannot be had, that of item ${first.id} first; the log says why.`,
    { remedy: 'Run it again, leave domains out with the input domains, or correct the manifest.' },
  );
}

/** Items without repetition. */
function eachOnce(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
