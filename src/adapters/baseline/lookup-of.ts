import type { ParsedBaseline } from '../../core/pool/baseline-file.js';
import type { BaselineLookup } from '../../engine/ports/baseline-store.js';

/**
 * What a store found, from what the file turned out to be.
 *
 * @param parsed the file's content, or what is wrong with it
 * @param where the place it came from, for people
 */
export function lookupOf(parsed: ParsedBaseline, where: string): BaselineLookup {
  return parsed.ok
    ? { kind: 'found', baseline: parsed.baseline, where }
    : { kind: 'unusable', where, problem: parsed.problem, remedy: parsed.remedy };
}
