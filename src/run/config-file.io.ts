import { posix, resolve } from 'node:path';
import { rulesOf, type RunContext } from '../config/run-context.js';
import { DEFAULT_CONFIG_PATH } from '../config/parsers.js';
import { fileKeyOf, INPUT_NAMES } from '../config/inputs.js';
import type { GivenTexts } from '../config/parse-inputs.js';
import { GateError, messageOf } from '../errors.js';
import { LONGEST_CONFIG_BYTES, LONGEST_TEMPLATE_BYTES } from '../foreign.js';
import type { Log } from '../log.js';
import type { FileQuery } from '../github/repository-reader.io.js';
import { type FileRead, readBounded, refuseLinks, type WorkspaceFiles } from '../files.io.js';

/** Where a file that says how the gate works may be read from. */
export interface TrustedPlaces {
  readonly context: RunContext;
  readonly files: Pick<WorkspaceFiles, 'read'>;
  /** Reads a file of the repository over GitHub's API. Throws CONFIG_… where it cannot tell what is there. */
  readonly readAt: (query: FileQuery) => Promise<FileRead>;
}

/** The same, and who is told. */
interface ConfigFilePlaces extends TrustedPlaces {
  readonly log: Log;
}

/** A file, and the words for where it was looked for. */
interface Found {
  readonly read: FileRead;
  readonly where: string;
}

/**
 * What the configuration file says. Where the checkout may hold what a pull request brought, the file is
 * read at the base instead, since a pull request must not loosen the gate that it has to pass: of a pull
 * request at its base commit, else at the tip of the base branch. A run that follows another one takes the
 * default branch, as its workflow does: the pull request's author chooses the base of a pull request.
 *
 * @param given the texts of the inputs, among them the path; without one the default path may be missing
 * @param places event, workspace, API and log
 * @returns the texts of the inputs that the file gives; none without a file
 * @throws GateError CONFIG_INVALID for a file that is wrong, or missing although it was named; what
 *   `readAt` throws where nobody can tell whether there is one
 */
export async function readConfigFile(
  given: GivenTexts,
  places: ConfigFilePlaces,
): Promise<GivenTexts> {
  const named = given.config?.trim() ?? '';
  const path = named === '' ? DEFAULT_CONFIG_PATH : named;
  const isOwn = rulesOf(places.context.event).hasOwnTree;
  const { read, where } = await readTrusted(path, 'config', places);
  if (read.kind === 'too-large') {
    throw refused(
      `The configuration file ${where} has more than ${LONGEST_CONFIG_BYTES} bytes`,
      'Shorten it.',
    );
  }
  if (read.kind === 'absent') {
    if (named !== '') throw missing(named, where, isOwn);
    if (!isOwn) await sayAbsent(path, where, places);
    return {};
  }
  // Loaded only where there is a file: most of it is a reader of YAML.
  const { parseConfigFile } = await import('../config/parse-config-file.js');
  const texts = parseConfigFile(textOf(read.bytes, where), where);
  places.log.info(summary(texts, given, where));
  return texts;
}

/**
 * A file that says how the gate works, as it stands where no pull request has changed it: in the checkout or working
 * folder, or else at the base.
 *
 * @param path relative to the root of the repository
 * @param input the input that names it, for messages
 * @throws GateError CONFIG_INVALID for a path that leads outside, or what `readAt` throws
 */
export async function readTrusted(
  path: string,
  input: 'config' | 'dataset',
  places: TrustedPlaces,
): Promise<Found> {
  return rulesOf(places.context.event).hasOwnTree
    ? { read: await places.files.read(path, LONGEST_CONFIG_BYTES), where: path }
    : atBase(path, input, places);
}

/** The file as it stands at the base. */
async function atBase(
  path: string,
  input: 'config' | 'dataset',
  { context, readAt }: TrustedPlaces,
): Promise<Found> {
  const { pullRequest, baseBranch, repository } = context;
  const branch = baseBranch === '' ? 'HEAD' : `refs/heads/${baseBranch}`;
  const ref = pullRequest?.baseSha ?? branch;
  const where = `${path} at ${ref} of ${repository}`;
  return {
    read: await readAt({ path: repositoryPath(path, input), ref, maxBytes: LONGEST_CONFIG_BYTES }),
    where,
  };
}

/** A path of the workspace as the repository has it. */
function repositoryPath(path: string, input: 'config' | 'dataset'): string {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  if (normal !== '.' && normal.split('/')[0] !== '..' && !posix.isAbsolute(normal)) return normal;
  throw refused(
    `Input ${input} is ${JSON.stringify(path)}, which leads outside the repository`,
    'Give a path relative to the root of the repository.',
  );
}

/** Says that nothing but inputs and defaults counts, loudly where the checkout has a file. */
async function sayAbsent(
  path: string,
  where: string,
  { files, log }: ConfigFilePlaces,
): Promise<void> {
  // What cannot be read, such as a link, is there all the same.
  const inCheckout = await files.read(path, LONGEST_CONFIG_BYTES).catch(() => undefined);
  if (inCheckout?.kind === 'absent') {
    log.info(`There is no configuration file ${where}: inputs and defaults count.`);
  } else {
    log.warning(
      `The configuration file ${path} of the checkout does not count here: there is none ${where.slice(path.length + 1)}, or the token lacks \`contents: read\`. It counts once it is merged.`,
    );
  }
}

/** The text of a file. */
function textOf(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(`The configuration file ${where} is no UTF-8 text`, 'Save it as UTF-8.');
  }
}

/** The line of the log that says what a file sets. */
function summary(texts: GivenTexts, given: GivenTexts, where: string): string {
  const keys = INPUT_NAMES.filter((name) => texts[name] !== undefined);
  const shown = (names: typeof keys): string =>
    names
      .map((name) => {
        const place = fileKeyOf(name);
        return place === undefined ? name : `${place.group}.${place.key}`;
      })
      .join(', ');
  const used = keys.filter((name) => given[name] === undefined);
  const beaten = keys.filter((name) => given[name] !== undefined);
  const sets = used.length === 0 ? 'sets nothing' : `sets ${shown(used)}`;
  const losing = beaten.length === 0 ? '' : `; inputs win over its ${shown(beaten)}`;
  return `The configuration file ${where} ${sets}${losing}.`;
}

/** The error of a file that was named and is not there. */
function missing(named: string, where: string, isOwn: boolean): GateError {
  const there = isOwn ? '' : ` (looked for ${where})`;
  return refused(
    `Input config is ${JSON.stringify(named)}, and there is no such file${there}`,
    isOwn
      ? 'Give the path of a file of the checkout, relative to its root.'
      : 'A pull request is gated by the file of its base: merge the file first. In a private repository also give the job `contents: read`.',
  );
}

/** The error of a file that cannot be used. */
function refused(message: string, remedy: string): GateError {
  return new GateError('CONFIG_INVALID', `${message}.`, { remedy });
}

/**
 * The text of the template that the input judge-prompt names. In the workspace no link is followed: what
 * it leads to would be sent to the judge.
 *
 * @param workspace an absolute path
 * @param given the template's path, absolute or relative to the workspace
 * @throws GateError CONFIG_INVALID when it cannot be read, is too large, or lies behind a link
 */
export async function readTemplate(workspace: string, given: string): Promise<string> {
  const path = resolve(workspace, given);
  refuseLinks(workspace, path);
  const read = await readBounded(path, LONGEST_TEMPLATE_BYTES).catch((error: unknown) => {
    throw unusable(path, `cannot be read: ${messageOf(error)}`, error);
  });
  if (read.kind === 'absent') throw unusable(path, 'cannot be read: there is no such file');
  if (read.kind === 'too-large') {
    throw unusable(path, `has more than ${LONGEST_TEMPLATE_BYTES} bytes`);
  }
  return new TextDecoder().decode(read.bytes);
}

/** The error of a template that cannot be used. */
function unusable(path: string, problem: string, cause?: unknown): GateError {
  return new GateError('CONFIG_INVALID', `Input judge-prompt names ${path}, which ${problem}.`, {
    remedy: 'Give the path of a template inside the checkout.',
    cause,
  });
}
