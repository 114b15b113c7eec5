import { formatPoints } from '../format.js';
import { domainLabel } from './labels.js';
import { codeSpan, escapeMarkdown, stack } from './markdown.js';
import { LONGEST_REASON, type Waiver } from './waiver.js';
import { clipText } from '../clean-text.js';

/** Why a comment accepts nothing. */
export type AcceptRefusal =
  | { readonly kind: 'not-a-pull' | 'no-reason' | 'not-a-branch' | 'edited' | 'permission' }
  | { readonly kind: 'closed' | 'own' | 'no-data-branch' | 'unproved' | 'floor' }
  | { readonly kind: 'no-red' | 'moved' | 'later'; readonly head: string };

/** What a comment came to. */
export type AcceptOutcome =
  | { readonly kind: 'refused'; readonly refusal: AcceptRefusal }
  | {
      readonly kind: 'accepted';
      readonly head: string;
      readonly accepted: Waiver['accepted'];
      readonly runId: string;
      /** Why the check was not started again; undefined when it was. */
      readonly problem: string | undefined;
    };

/** What a reply names besides the outcome. */
export interface ReplyParts {
  /** Who commented. */
  readonly actor: string;
  readonly reason: string;
  readonly baselineName: string;
  /** The address of a run's page. */
  readonly runUrl: (runId: string) => string;
}

/** A commit as people name it. */
const short = (head: string): string => codeSpan(head.slice(0, 7));

/** Why nothing was accepted, and what can be done, by the kind of refusal. Markdown. */
const REFUSALS: Readonly<Record<AcceptRefusal['kind'], (head: string) => string>> = {
  'not-a-pull': () => 'This is no pull request: nothing was gated here.',
  permission: () =>
    'Only people who may write to this repository can accept a drop, and this account may not.',
  'no-reason': () => 'Say why, on the same line: `/siuo-gate accept REASON`.',
  edited: () =>
    'The comment was edited or deleted before it was read. Write a new one with the whole command.',
  closed: () => 'The pull request is closed. On its branch a level is accepted by a run by hand.',
  own: () =>
    'The author of a pull request cannot accept it alone; somebody else who may write has to, or an administrator of the repository.',
  'not-a-branch': () =>
    'Acceptances are kept on a data branch, and this gate has none. Set `baseline: branch:NAME`, or accept the level after the merge by a run by hand.',
  'no-data-branch': () =>
    'The data branch does not exist yet, so that nothing was compared. Run the gate once on the base branch.',
  unproved: () =>
    'The red verdict of this head carries no seal that the keys of this job can check. Give this workflow the same `api-key` and `judge-api-key` as the gate.',
  floor: () =>
    'A floor was missed, or the red cannot be told by domain. No comment accepts that: raise the rate, lower the floor, or accept the level by a run by hand.',
  'no-red': (head) =>
    `No red verdict is known of the head ${short(head)}: there is nothing to accept.`,
  moved: (head) =>
    `The head has moved: no red verdict is known of ${short(head)}. Wait for its gate, look at the report, and comment again.`,
  later: (head) =>
    `The red verdict of the head ${short(head)} was made after the comment, which cannot mean it. Look at the report, and comment again.`,
};

/**
 * The reply to a comment that asked for an acceptance. Markdown; texts of others are escaped, and no
 * line of it is a command.
 *
 * @param outcome what the comment came to
 * @param parts who asked, and where
 */
export function acceptReply(outcome: AcceptOutcome, parts: ReplyParts): string {
  const of = `baseline ${codeSpan(parts.baselineName)}`;
  if (outcome.kind === 'refused') {
    const { refusal } = outcome;
    const text = REFUSALS[refusal.kind]('head' in refusal ? refusal.head : '');
    return stack([`**Safety gate: nothing was accepted** (${of}).`, text]);
  }
  const { head, accepted, runId, problem } = outcome;
  const run = `[run ${runId}](${parts.runUrl(runId)})`;
  const again =
    problem === undefined
      ? `The failed jobs of ${run} have been started again; nothing that is stored is asked again.`
      : `The failed jobs of ${run} could not be started again (${escapeMarkdown(clipText(problem, 300))}): start them by hand.`;
  return stack([
    `**Safety gate: accepted by ${escapeMarkdown(parts.actor)}** for the head ${short(head)} (${of}): ${escapeMarkdown(clipText(parts.reason, LONGEST_REASON))}`,
    accepted.map(dropLine).join('\n'),
    `The red stays visible. ${again} A new commit needs a new comment. After the merge the first run on the branch that shows no more than this starts the new level.`,
  ]);
}

/** One accepted drop. */
function dropLine({ domain, metric, drop }: Waiver['accepted'][number]): string {
  const name = escapeMarkdown(domainLabel(domain ?? 'all domains together', metric));
  return `- ${name}: at most ${formatPoints(drop)}`;
}

/**
 * The reply where GitHub kept the command from being carried out.
 *
 * @param line what happened and what to do, plain text
 */
export function failedReply(line: string): string {
  return stack(['**Safety gate: nothing was accepted.**', escapeMarkdown(clipText(line, 900))]);
}
