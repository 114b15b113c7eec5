import { PERMISSIONS } from '../config/config-errors.js';
import { GateError } from '../errors.js';
import { describeFailure, isLasting, remedyOf } from '../github/github-errors.js';
import type { DataBranch } from '../github/data-branch.io.js';
import type { RepositoryReader } from '../github/repository-reader.io.js';
import { MOST_WAIVER_BYTES, parseWaivers, renderWaivers, type Waiver } from './waiver.js';

/** How often a save is tried that other runs overtake. */
const ROUNDS = 4;

/** The file of a baseline's waivers on its data branch. */
export interface WaiverPlace {
  readonly data: DataBranch;
  readonly reader: RepositoryReader;
  readonly baselineName: string;
}

/**
 * The waivers of a baseline at the tip of its data branch, newest first.
 *
 * @param place which file
 * @param tip the commit to read at; left out, the branch's newest
 * @returns none where there is no branch, or no file on it
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 */
export async function readWaivers(place: WaiverPlace, tip?: string): Promise<readonly Waiver[]> {
  const { data, reader } = place;
  const ref = tip ?? (await data.tip());
  if (ref === undefined) return [];
  const path = pathOf(place);
  const read = await reader.readFile({ path, ref, maxBytes: MOST_WAIVER_BYTES });
  if (read.kind === 'absent') return [];
  const waivers =
    read.kind === 'found' ? parseWaivers(new TextDecoder().decode(read.bytes)) : undefined;
  if (waivers !== undefined) return waivers;
  throw new GateError(
    'BASELINE_UNREADABLE',
    `The file ${path} of the data branch holds no waivers.`,
    {
      remedy: 'Restore it from the history of the branch, or remove it.',
    },
  );
}

/**
 * Adds a waiver at the tip of the data branch; of two writers the second looks again.
 *
 * @param place which file
 * @param added what a person accepted
 * @throws GateError CONFIG_PERMISSION, or GITHUB_UNAVAILABLE, where it cannot be written; BASELINE_UNREADABLE
 *   where the file cannot be read or other runs are always faster
 */
export async function addWaiver(place: WaiverPlace, added: Waiver): Promise<void> {
  const message = `Accept pull request ${added.pullRequest}\n\n[skip ci]`;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const parent = await place.data.tip();
    const text = renderWaivers(added, await readWaivers(place, parent));
    const change = { path: pathOf(place), text, message, parent };
    const done = await place.data.commit(change).catch((error: unknown) => {
      throw notWritten(error);
    });
    if (done.kind === 'committed') return;
  }
  throw new GateError(
    'BASELINE_UNREADABLE',
    `Other runs moved the data branch ${ROUNDS} times meanwhile.`,
    { remedy: 'Comment again.' },
  );
}

/** What GitHub refused a waiver with. */
function notWritten(error: unknown): GateError {
  const code = isLasting(error) ? 'CONFIG_PERMISSION' : 'GITHUB_UNAVAILABLE';
  const text = `The data branch cannot be written (${describeFailure(error)}).`;
  const remedy = remedyOf(error, PERMISSIONS.writeFiles);
  return new GateError(code, text, { remedy, cause: error });
}

/** The file: no baseline's name has a slash. */
function pathOf({ baselineName }: WaiverPlace): string {
  return `waivers/${baselineName}.json`;
}
