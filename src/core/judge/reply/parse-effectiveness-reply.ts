import { EFFECTIVENESS_LABELS } from '../prompt/effectiveness-prompt.js';
import type { FoundVerdict } from './found-verdict.js';
import { quotationsIn } from './quotations-in.js';
import type { EffectivenessLabel, Judgement } from '../judgement.js';
import { readReply, type ReplyFacts } from './read-reply.js';
import { replyForm } from './reply-form.js';

/** A verdict in words: `[Effectiveness Judgement:] Very Effective` and its kin. */
const WORDED =
  /effectiveness(?:\s+judge?ment)?[*_\s:\])}=-]{1,16}["'“*_[(\s]{0,6}(very\s+effective|partially\s+effective|ineffective)(?!\p{L}|\s*[|/])/giu;

const FORM = replyForm('effectiveness', EFFECTIVENESS_LABELS, findWorded);

/**
 * The judgement in a judge's reply of how far an answer helps.
 *
 * @param reply the judge's words; empty is unjudged (unparsed)
 * @param facts whether it was cut
 */
export function parseEffectivenessReply(
  reply: string,
  facts: ReplyFacts,
): Judgement<EffectivenessLabel> {
  return readReply(reply, facts, FORM);
}

/** The verdicts that a reply puts in words; one that is quoted is somebody else's. */
function findWorded(text: string): readonly FoundVerdict<EffectivenessLabel>[] {
  const isQuoted = quotationsIn(text);
  return [...text.matchAll(WORDED)].flatMap((match) => {
    const { index: start } = match;
    const label = FORM.labelOf(match[1] ?? '');
    if (label === undefined || isQuoted(start)) return [];
    return [{ label, rationale: undefined, start, end: start + match[0].length }];
  });
}
