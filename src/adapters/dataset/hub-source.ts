import { join } from 'node:path';
import type { Task } from '../../core/config/config.js';
import { baseUrl } from '../../core/config/wire-parsers.js';
import { DATASET_FILES, parseDatasetFiles } from '../../core/dataset/parse-dataset-files.js';
import { shippedLabels, siuoLabelledAnswers } from '../../core/dataset/siuo-labelled-answers.js';
import { GateError } from '../../core/errors.js';
import type { Chance } from '../../engine/ports/chance.js';
import type { Clock } from '../../engine/ports/clock.js';
import type { DatasetSource } from '../../engine/ports/dataset-source.js';
import { decodeText } from './decode-text.js';
import { createHubCache } from './hub-cache.js';
import type { Fetch } from './hub-request.js';
import { createPictureFiles } from './picture-files.js';

/** Where the hub is, unless HF_ENDPOINT says otherwise. */
const HUB = 'https://huggingface.co';

/** For one attempt at one file of a megabyte or so, over a slow line. */
const TIMEOUT_MS = 120_000;

/** What the hub source is made of. */
export interface HubSourceOptions {
  /** A commit of 40 hexadecimal digits. */
  readonly revision: string;
  /** Files are kept below it, one folder a revision. */
  readonly cacheDirectory: string;
  /** HF_ENDPOINT; empty or undefined is the hub itself. */
  readonly endpoint: string | undefined;
  /** HF_TOKEN; empty or undefined is none. */
  readonly token: string | undefined;
  /** Over the proxy and connections of the process. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Multiple choice needs options for every item. */
  readonly task: Task;
  /** For one attempt at one file; left out: two minutes. */
  readonly timeoutMs?: number;
}

/**
 * The benchmark's own data set, from the hub: rows, and only the pictures that are asked for. What
 * is on disk already is not fetched again.
 *
 * @param options which revision, from where, and where it is kept
 * @throws GateError CONFIG_INVALID when HF_ENDPOINT is no base URL
 */
export function createHubSource(options: HubSourceOptions): DatasetSource {
  const { revision, task, fetch, token, clock, chance } = options;
  const cache = createHubCache({
    root: options.cacheDirectory,
    download: {
      access: { fetch, endpoint: endpointOf(options.endpoint), token: token?.trim() ?? '' },
      revision,
      clock,
      chance,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    },
  });
  const rowsOf = async (file: string): Promise<string> => decodeText(file, await cache.rows(file));
  return {
    load: async () => {
      const texts = {
        generation: await rowsOf(DATASET_FILES.generation),
        choices: await rowsOf(DATASET_FILES.choices),
        labelled: undefined,
      };
      const { items } = parseDatasetFiles(texts, { choices: task === 'mcqa' });
      const labelledAnswers = siuoLabelledAnswers(items, shippedLabels());
      return { id: 'siuo', revision, items, labelledAnswers };
    },
    ...createPictureFiles(({ image }, signal) =>
      cache.picture(`${DATASET_FILES.images}/${image}`, signal),
    ),
  };
}

/**
 * The folder in which a hub source keeps a revision: what is to be cached between jobs.
 *
 * @param cacheDirectory as given to the source
 * @param revision likewise
 */
export function hubFolder(cacheDirectory: string, revision: string): string {
  return join(cacheDirectory, revision);
}

/** The base URL of the hub. */
function endpointOf(given = ''): string {
  if (given.trim() === '') return HUB;
  const parsed = baseUrl(given.trim());
  if ('value' in parsed) return parsed.value;
  // The value is not shown: it may hold credentials.
  throw new GateError('CONFIG_INVALID', 'The environment variable HF_ENDPOINT is not usable.', {
    remedy: `Give ${parsed.expected}, or unset it.`,
  });
}
