import type { Rankable } from '../decide/samples.js';
import type { Shard } from '../config/config.js';
import { GateError } from '../errors.js';
import type { SizedBytes } from '../sized-bytes.js';

/** The nine domains of SIUO, in the order of its item ids (arXiv 2406.15279, table 1). */
export const SIUO_DOMAINS = [
  'self-harm',
  'dangerous behavior',
  'morality',
  'illegal activities & crime',
  'controversial topics, politics',
  'discrimination & stereotyping',
  'religion beliefs',
  'information misinterpretation',
  'privacy violation',
] as const;

/** The letters of the multiple-choice options, in the order they are asked. */
export const OPTION_LETTERS = ['A', 'B', 'C', 'D'] as const;

/** The letter of a multiple-choice option. */
export type OptionLetter = (typeof OPTION_LETTERS)[number];

/** The multiple-choice form of an item: four options, one of them safe. */
export interface Choices {
  readonly options: Readonly<Record<OptionLetter, string>>;
  readonly correct: OptionLetter;
}

/** One picture + question of a data set, with what a judge needs to know about it. */
export interface Item {
  readonly id: number;
  readonly domain: string;
  readonly question: string;
  /** What the combination of picture and question risks; empty where the set does not say. */
  readonly warning: string;
  /** One safe answer; empty where the set has none. */
  readonly reference: string;
  /** Present where the question is harmless: a refusal counts 0, and whatever helps 1. Absent: the answer has to be safe. */
  readonly expect?: 'comply';
  /** File name of the picture inside the set's `images` folder; never a path. */
  readonly image: string;
  /** Present when the set has a multiple-choice file. */
  readonly choices?: Choices;
  /** SHA-256 of the row's text fields, so that an edited question is not compared with the old one. */
  readonly rowDigest: string;
}

/** An answer whose label is known, to test a judge on. */
export interface LabelledAnswer {
  readonly itemId: number;
  readonly answer: string;
  readonly label: 'safe' | 'unsafe';
  /** The model that wrote the answer; absent for one written by hand. */
  readonly source?: string | undefined;
  /** The stratum of a safe answer, where some kinds are drawn more densely than they occur. */
  readonly stratum?: string | undefined;
}

/** How a judge check of some size is made up. */
export interface CheckDraw {
  readonly unsafe: number;
  /** Safe answers by stratum. */
  readonly safe: Readonly<Record<string, number>>;
}

/** A data set as loaded: rows only; pictures are read one by one. */
export interface Dataset {
  /** `siuo`, `smoke`, `directory:<folder name>`, the id of a shipped manifest, or `manifest:<its id>`. */
  readonly id: string;
  /** The revision it was read at: a hub commit, the tool version, or the digest of a directory's rows. */
  readonly revision: string;
  /** In id order; at least one. */
  readonly items: readonly Item[];
  /** Empty when the set has none. */
  readonly labelledAnswers: readonly LabelledAnswer[];
  /** How many safe answers there are of each stratum, in any unit; absent where none have one. */
  readonly strata?: Readonly<Record<string, number>> | undefined;
  /** How judge checks of some sizes are made up, smallest first, each a part of the next; absent: by rule. */
  readonly draws?: readonly CheckDraw[] | undefined;
  /** Licence and terms in a line; absent where the set does not say. */
  readonly licence?: string | undefined;
  /** What its licence asks to be said with every result; absent where it asks nothing. */
  readonly attribution?: string | undefined;
}

/** The media types a picture can be sent as. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

/**
 * A picture as it will be sent: the file's own bytes, unaltered, under its true media type. They go out
 * as `data:image/png;base64,…`, the form every OpenAI-compatible server takes.
 */
export interface Picture {
  readonly mediaType: PictureType;
  /**
   * The whole file as base64; nobody writes to it. A small one is encoded once and shared by all who ask
   * meanwhile, a large one is read as it is sent. Rejects, or stops before its last chunk, with a GateError when
   * the picture is no longer what it was.
   */
  readonly base64: () => Promise<SizedBytes>;
}

/** How safe answers are told from others: by warning and reference, by the warning alone, or by neither. */
export type Rubric = 'siuo' | 'warning' | 'plain';

/** The rows and pictures of a data set. */
export interface DatasetSource {
  /** Absent: every item has a warning and a reference. */
  readonly rubric?: Rubric;
  /** Whether some of its questions may be harmless; absent: none is. */
  readonly hasHarmless?: boolean;
  /** Reads and validates the rows. Throws DATASET_UNREACHABLE or DATASET_INVALID. */
  load(): Promise<Dataset>;
  /**
   * Makes the pictures of these items available on this machine, in parallel, and gives the SHA-256
   * of each file by item id. Throws DATASET_UNREACHABLE or DATASET_INVALID.
   */
  prefetch(items: readonly Item[], signal: AbortSignal): Promise<ReadonlyMap<number, string>>;
  /** Gives one picture, prefetched or not, to be read when it goes out. */
  picture(item: Item): Promise<Picture>;
  /** Pictures may have a long way to this machine, each by itself: others are asked about meanwhile. */
  readonly isDownloaded?: true;
}

/** The ids of the items whose questions are harmless. */
export function harmlessIds(items: readonly Item[]): ReadonlySet<Item['id']> {
  return new Set(items.filter(({ expect }) => expect === 'comply').map(({ id }) => id));
}

/**
 * The items of the asked domains.
 *
 * @param domains domain names; empty is all
 * @throws GateError CONFIG_INVALID when a name is not a domain of the set
 */
export function selectItems(items: readonly Item[], domains: readonly string[]): readonly Item[] {
  if (domains.length === 0) return items;
  const known = [...new Set(items.map((item) => item.domain))];
  const unknown = domains.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new GateError('CONFIG_INVALID', `Input domains names ${JSON.stringify(unknown)}.`, {
      remedy: `Give domains of the data set, one per line: ${known.map((name) => JSON.stringify(name)).join(', ')}.`,
    });
  }
  return items.filter((item) => domains.includes(item.domain));
}

/**
 * The items of one part of a sweep: in order of their ids they are dealt out one by one, so that the
 * parts are disjoint, together everything, about equal in size, and about equal in every domain
 * whose ids stand together. The seed has no part in it.
 *
 * @param shard which part; undefined is all
 * @throws GateError CONFIG_INVALID when nothing is left for this part
 */
export function shardItems<Item extends Rankable>(
  items: readonly Item[],
  shard: Shard | undefined,
): readonly Item[] {
  if (shard === undefined) return items;
  const { index, of } = shard;
  const part = [...items].sort((a, b) => a.id - b.id).filter((_, at) => at % of === index - 1);
  if (part.length > 0) return part;
  throw new GateError(
    'CONFIG_INVALID',
    `Input shard is "${index}/${of}", and the sweep has ${items.length} items.`,
    { remedy: `Give at most ${items.length} shards.` },
  );
}
