import { posix } from 'node:path';
import { GateError } from '../../core/errors.js';

/**
 * A path in the workspace as a path in the repository: with slashes, without dots.
 *
 * @param path as the user gave it, relative to the repository's root
 * @throws GateError CONFIG_INVALID when it is absolute or leads outside
 */
export function repositoryPath(path: string): string {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  if (normal !== '.' && !normal.startsWith('..') && !posix.isAbsolute(normal)) return normal;
  throw new GateError('CONFIG_INVALID', `The path ${path} leads outside the repository.`, {
    remedy: 'Give `baseline: file:PATH` with a path relative to the repository.',
  });
}
