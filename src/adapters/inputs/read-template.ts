import { readFile } from 'node:fs/promises';
import { GateError, messageOf } from '../../core/errors.js';

/**
 * The text of the template that the input judge-prompt names.
 *
 * @param path absolute
 * @throws GateError CONFIG_INVALID when it cannot be read
 */
export async function readTemplate(path: string): Promise<string> {
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
