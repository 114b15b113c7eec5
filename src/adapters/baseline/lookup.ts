import { parseBaseline, tooLarge } from '../../core/pool/baseline-file.js';
import type { BaselineLookup } from '../../engine/ports/baseline-store.js';
import type { FileRead } from '../runtime/files.io.js';

/**
 * What a store found, from the file that is there.
 *
 * @param read what it read
 * @param name the baseline-name that the file has to be of
 * @param where the place it came from, for people
 */
export function lookupIn(
  read: Exclude<FileRead, { kind: 'absent' }>,
  name: string,
  where: string,
): BaselineLookup {
  const parsed = read.kind === 'too-large' ? tooLarge() : parseBaseline(read.bytes, name);
  return parsed.ok
    ? { kind: 'found', baseline: parsed.baseline, where }
    : { kind: 'unusable', where, problem: parsed.problem, remedy: parsed.remedy };
}
