import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GateError, messageOf } from '../../core/errors.js';
import { refuseLinks } from '../runtime/workspace-files.js';

/**
 * The text of the template that the input judge-prompt names. In the workspace no link is followed: what
 * it leads to would be sent to the judge.
 *
 * @param workspace an absolute path
 * @param given the template's path, absolute or relative to the workspace
 * @throws GateError CONFIG_INVALID when it cannot be read, or lies behind a link
 */
export async function readTemplate(workspace: string, given: string): Promise<string> {
  const path = resolve(workspace, given);
  refuseLinks(workspace, path);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new GateError(
      'CONFIG_INVALID',
      `Input judge-prompt names ${path}, which cannot be read: ${messageOf(error)}.`,
      {
        remedy: 'Give the path of a template inside the checkout.',
        cause: error,
      },
    );
  }
}
