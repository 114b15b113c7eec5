import type { AnswerTexts } from '../baseline/answer-texts.js';
import type { TextProblem } from '../baseline/answer-vault.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { GatePorts } from './gate-ports.js';

/** The words of stored runs, each run opened once. */
export interface StoredTexts {
  /**
   * The words of some runs by the digest of their answers, and why those of some are not there. It
   * never throws.
   */
  of(runs: readonly SweepRecord[]): Promise<{
    readonly texts: ReadonlyMap<string, AnswerTexts>;
    readonly problem?: TextProblem | undefined;
  }>;
}

/**
 * The words of the runs that lie next to a baseline.
 *
 * @param ports the vault; without one there are none, and nothing is said of it
 * @param where the place that the baseline was found in
 */
export function openStoredTexts({ vault }: Pick<GatePorts, 'vault'>, where: string): StoredTexts {
  const texts = new Map<string, AnswerTexts>();
  const problems = new Map<string, TextProblem>();
  return {
    of: async (runs) => {
      const unknown = runs.filter(
        ({ answersDigest: digest }) => !texts.has(digest) && !problems.has(digest),
      );
      if (unknown.length > 0 && vault !== undefined) {
        const opened = await vault.open(eachOnce(unknown), where);
        for (const { answersDigest: digest } of unknown) {
          const found = opened.texts.get(digest);
          if (found !== undefined) texts.set(digest, found);
          else if (opened.problem !== undefined) problems.set(digest, opened.problem);
        }
      }
      const [problem] = runs.flatMap((run) => problems.get(run.answersDigest) ?? []);
      return { texts, problem };
    },
  };
}

/** Runs without repetition. */
function eachOnce(runs: readonly SweepRecord[]): readonly SweepRecord[] {
  return [...new Map(runs.map((run) => [run.answersDigest, run])).values()];
}
