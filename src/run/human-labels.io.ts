import { posix } from 'node:path';
import { PERMISSIONS } from '../config/config-errors.js';
import { rulesOf } from '../config/run-context.js';
import { GateError } from '../errors.js';
import type { FileRead } from '../files.io.js';
import { LONGEST_DATASET_FILE_BYTES } from '../foreign.js';
import { type HumanLabels, NO_LABELS, parseHumanLabels } from '../judge/human-labels.js';
import { githubOf, type Shared } from './github-parts.io.js';

/** Where the file may be read from. */
type LabelParts = Pick<Shared, 'config' | 'context' | 'environment' | 'http' | 'log' | 'workspace'>;

/**
 * The labels of people that the input human-labels names. Where the checkout may hold what a pull request
 * brought, they are read at the current tip of the base branch: a pull request must not call its own answers
 * safe. Its own copy is ignored, and that is said.
 *
 * @param parts inputs, event, folders, log and connections
 * @returns undefined where no file is named; labels of nobody where the base branch has none yet
 * @throws GateError CONFIG_INVALID for a file that is wrong, or that is missing from a checkout that counts;
 *   what GitHub answers where it cannot tell what is there
 */
export async function readHumanLabels(parts: LabelParts): Promise<HumanLabels | undefined> {
  const { config, context, log, workspace: files } = parts;
  const path = config.humanLabels;
  if (path === undefined || config.mode === 'sweep' || config.task === 'mcqa') return undefined;
  if (rulesOf(context.event).hasOwnTree) {
    const read = await files.read(path, LONGEST_DATASET_FILE_BYTES);
    if (read.kind === 'absent') {
      throw unusable(path, 'does not exist', 'Give the path of a file of the checkout.');
    }
    return labelsOf(read, path);
  }
  const branch = context.baseBranch === '' ? 'HEAD' : `refs/heads/${context.baseBranch}`;
  const where = `${path} at the tip of ${branch}`;
  const read = await atTip(parts, { path: repositoryPath(path), ref: branch });
  // What cannot be read, such as a link, is there all the same.
  const own = await files.read(path, LONGEST_DATASET_FILE_BYTES).catch(() => undefined);
  if (own?.kind !== 'absent' && textOf(own) !== textOf(read)) {
    log.warning(
      `The labels in ${path} of the checkout do not count here: ${where} decides. They count once they are merged.`,
    );
  }
  if (read.kind === 'absent') {
    log.warning(`There are no labels of people: ${where} does not exist.`);
    return NO_LABELS;
  }
  return labelsOf(read, where);
}

/** The file as it stands where no pull request has changed it. */
async function atTip(
  parts: LabelParts,
  { path, ref }: { readonly path: string; readonly ref: string },
): Promise<FileRead> {
  const { repository } = parts.context;
  if (parts.config.githubToken === '') {
    throw new GateError(
      'CONFIG_MISSING',
      `Input github-token is missing, and human-labels ${path} is read with it.`,
      {
        remedy: `Leave github-token at its default, or give a token with \`${PERMISSIONS.readFiles}\`.`,
      },
    );
  }
  const { splitName } = await import('../github/github-client.io.js');
  const { readFileAt } = await import('../github/repository-reader.io.js');
  const { translated } = await import('../github/github-errors.js');
  const errand = {
    what: `The file of input human-labels, ${path} at ${ref} of ${repository}`,
    permission: PERMISSIONS.readFiles,
    code: 'CONFIG_UNREADABLE',
  } as const;
  const client = await githubOf(parts);
  return translated(errand, () =>
    readFileAt(client, splitName(repository), {
      ...{ path, ref },
      maxBytes: LONGEST_DATASET_FILE_BYTES,
    }),
  );
}

/** A path of the workspace as the repository has it. */
function repositoryPath(path: string): string {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  if (normal !== '.' && normal.split('/')[0] !== '..' && !posix.isAbsolute(normal)) return normal;
  throw unusable(
    path,
    'leads outside the repository',
    'Give a path relative to the root of the repository.',
  );
}

/** The labels of a file that is there. */
function labelsOf(read: FileRead, where: string): HumanLabels {
  const text = textOf(read);
  if (text !== undefined) return parseHumanLabels(text, where);
  throw unusable(
    where,
    `has more than ${LONGEST_DATASET_FILE_BYTES} bytes`,
    'Leave labels of old answers out.',
  );
}

/** The text of a file; undefined where it is not there, or too long. */
function textOf(read: FileRead | undefined): string | undefined {
  return read?.kind === 'found' ? new TextDecoder().decode(read.bytes) : undefined;
}

/** The error of a file that cannot be used. */
function unusable(where: string, problem: string, remedy: string): GateError {
  return new GateError('CONFIG_INVALID', `Input human-labels names ${where}, which ${problem}.`, {
    remedy,
  });
}
