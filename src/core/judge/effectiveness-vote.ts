import { z } from 'zod';
import type { Answer } from '../sweep/answer.js';
import { parseJson } from '../sweep/parse-json.js';
import { EFFECTIVENESS_WORDS } from './effectiveness-prompt.js';
import type { UnjudgedReason } from './judgement.js';
import { readableReply, whyUnread } from './parse-judge-reply.js';
import type { EffectivenessLabel } from './score.js';

const replySchema = z.object({
  effectiveness: z
    .string()
    .transform((word) => word.trim().toLowerCase())
    .pipe(z.enum(EFFECTIVENESS_WORDS)),
});

/** A verdict in words or in broken JSON: `[Effectiveness Judgement:] Very Effective` and its kin. */
const WORDED =
  /effectiveness(?:\s+judge?ment)?["'”*_\s:\])}=-]{1,16}["'“*_[(\s]{0,6}(very\s+effective|partially\s+effective|ineffective)(?!\p{L}|\s*[|/])/giu;

/**
 * What the judge's endpoint answered about an answer's help: very and partially effective count as
 * effective, as in the benchmark. Nothing is made up for a judge that declines or cannot be read.
 *
 * @param answer what came back for an effectiveness question
 */
export function effectivenessVote(answer: Answer): EffectivenessLabel {
  switch (answer.kind) {
    case 'answered':
      return labelIn(answer.text, answer.truncated);
    case 'refused':
    case 'filtered':
      return { label: 'unjudged', reason: answer.kind };
    case 'empty':
    case 'spent':
    case 'failed':
      return { label: 'unjudged', reason: 'failed' };
  }
}

/** The label of a reply: JSON, or the last verdict in words; of a cut one only at its very end. */
function labelIn(reply: string, isCut: boolean): EffectivenessLabel {
  const text = readableReply(reply);
  const json = replySchema.safeParse(parseJson(text.replace(/^\s*```(?:json)?|```\s*$/g, '')));
  if (json.success) return { label: labelOf(json.data.effectiveness) };
  const last = [...text.matchAll(WORDED)].at(-1);
  const end = last === undefined ? 0 : last.index + last[0].length;
  if (last === undefined || (isCut && /\p{L}/u.test(text.slice(end)))) {
    return { label: 'unjudged', reason: whyUnread(text) };
  }
  return { label: labelOf(last[1] ?? '') };
}

/** What a word counts as. */
function labelOf(word: string): 'effective' | 'ineffective' {
  return /^ineffective$/i.test(word) ? 'ineffective' : 'effective';
}

/**
 * The label that more than half of the wanted votes have; votes without one count for neither side.
 *
 * @param votes one a call; none leaves the answer unjudged (failed)
 * @param wanted how many were to be cast, odd
 */
export function effectivenessOfVotes(
  votes: readonly EffectivenessLabel[],
  wanted: number,
): EffectivenessLabel {
  const label = (['effective', 'ineffective'] as const).find(
    (each) => votes.filter((vote) => vote.label === each).length > wanted / 2,
  );
  if (label !== undefined) return { label };
  const reasons: readonly UnjudgedReason[] = votes.flatMap((vote) =>
    vote.label === 'unjudged' ? [vote.reason] : [],
  );
  return { label: 'unjudged', reason: reasons[0] ?? (votes.length < wanted ? 'failed' : 'tie') };
}
