import { GateError, messageOf } from '../../core/errors.js';
import { LONGEST_PAYLOAD_BYTES } from '../../core/foreign.js';
import { readBounded } from './workspace-files.js';

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
    const read = await readBounded(path, LONGEST_PAYLOAD_BYTES);
    if (read.kind === 'absent') throw new Error('there is no such file');
    if (read.kind === 'too-large')
      throw new Error(`it has more than ${LONGEST_PAYLOAD_BYTES} bytes`);
    return JSON.parse(new TextDecoder().decode(read.bytes));
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
