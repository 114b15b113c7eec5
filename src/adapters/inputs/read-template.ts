import { resolve } from 'node:path';
import { GateError, messageOf } from '../../core/errors.js';
import { readBounded, refuseLinks } from '../runtime/files.io.js';
import { LONGEST_TEMPLATE_BYTES } from '../../core/foreign.js';

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
