import type { AnswerTexts } from '../baseline/answer-texts.js';
import type { TextProblem } from '../baseline/answer-vault.js';
import type { StoredAnswer, StoredAnswers } from '../baseline/stored-answers.js';
import type { TodaysLabel } from '../baseline/relabel.js';
import { hasWords } from '../baseline/answer-texts.js';
import { sampleKey } from '../decide/samples.js';
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

/**
 * The words of the answers that a run is compared with, with the labels in force.
 *
 * @param stored the words
 * @param runs the runs that are compared with
 * @param label what today's judge has said of them by the time they are read
 */
export function storedAnswers(
  stored: StoredTexts,
  runs: readonly SweepRecord[],
  label: TodaysLabel,
): StoredAnswers {
  let missing: string | undefined;
  return {
    read: async () => {
      const { texts, problem } = await stored.of(runs);
      const isWhole = runs.every((run) => texts.has(run.answersDigest));
      missing = isWhole
        ? undefined
        : (problem?.text ?? 'The words of stored answers are not kept.');
      return isWhole ? runs.flatMap((run) => answersOf(run, texts, label)) : undefined;
    },
    get missing() {
      return missing;
    },
  } as StoredAnswers;
}

/** The answers of one run that have words. */
function answersOf(
  run: SweepRecord,
  texts: ReadonlyMap<string, AnswerTexts>,
  label: TodaysLabel,
): readonly StoredAnswer[] {
  const words = texts.get(run.answersDigest);
  return run.items.flatMap(({ id: itemId, repeats }) =>
    repeats.flatMap(({ repeat, kind, safe }): readonly StoredAnswer[] => {
      const text = words?.get(sampleKey({ itemId, repeat }));
      if (!hasWords(kind) || text === undefined) return [];
      const today = label({ run, itemId, repeat }, 'safe');
      const ofDay = safe === null ? null : safe === 1 ? 'safe' : 'unsafe';
      const now = today?.label === 'safe' || today?.label === 'unsafe' ? today.label : null;
      return [
        {
          itemId,
          repeat,
          runId: run.provenance.runId,
          text,
          label: today === undefined ? ofDay : now,
        },
      ];
    }),
  );
}
