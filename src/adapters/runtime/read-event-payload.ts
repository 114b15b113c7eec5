import { readFile } from 'node:fs/promises';
import { GateError, messageOf } from '../../core/errors.js';

/**
 * The payload of the event that started the run, as the runner left it on disk.
 *
 * @param path the value of GITHUB_EVENT_PATH; empty or undefined outside GitHub Actions
 * @returns the parsed payload, not looked at any further; undefined without a path
 * @throws GateError CONFIG_INVALID when the file cannot be read or is no JSON
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export async function readEventPayload(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new GateError(
      'CONFIG_INVALID',
      `The event's payload cannot be read: ${messageOf(error)}.`,
      {
        remedy: 'GITHUB_EVENT_PATH has to name the payload that GitHub sent for this run.',
        cause: error,
      },
    );
  }
}
