import { z } from 'zod';
import { cleanText } from '../clean-text.js';
import { account, isBot } from './read-run-context.js';

/** The command, at the beginning of a comment's first line; the rest of the line is the reason. */
const COMMAND = /^\/siuo-gate[ \t]+accept(?:[ \t]+(.*))?$/;

/** A first line of more characters is not read to its end. */
const LONGEST_LINE = 4000;

/**
 * What is read of an issue_comment payload. `pull_request` is there on pull requests alone.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment
 */
const commentPayload = z.object({
  action: z.string(),
  issue: z.object({ number: z.number().int().positive(), pull_request: z.unknown().optional() }),
  comment: z.object({
    id: z.number().int().positive(),
    body: z.string().nullish(),
    created_at: z.iso.datetime(),
    user: account.nullish(),
  }),
});

/** A comment that asks for an acceptance, as its event has it. */
export interface AcceptRequest {
  /** The issue or pull request it stands on. */
  readonly number: number;
  readonly isPull: boolean;
  readonly commentId: number;
  readonly body: string;
  readonly createdMs: number;
  /** The login of who commented. */
  readonly actor: string;
  /** One clean line; empty where none was given. */
  readonly reason: string;
}

/** What a comment asks for; one that asks for nothing is left alone, and the log says why. */
type CommandRead =
  | { readonly kind: 'accept'; readonly request: AcceptRequest }
  | { readonly kind: 'none'; readonly why: string };

/**
 * Reads the command of an issue_comment event.
 *
 * @param payload the event's payload, parsed
 */
export function readAcceptCommand(payload: unknown): CommandRead {
  const read = commentPayload.safeParse(payload).data;
  if (read === undefined) return nothing('the event is no comment');
  const { action, issue, comment } = read;
  if (action !== 'created') return nothing(`the comment was ${cleanText(action)}, not created`);
  const { user } = comment;
  if (user === null || user === undefined) return nothing('the comment is nobody’s');
  if (isBot(user)) return nothing('the comment is a bot’s');
  const body = comment.body ?? '';
  const [line = ''] = body.slice(0, LONGEST_LINE).split(/\r?\n/, 1);
  const found = COMMAND.exec(line);
  if (found === null) return nothing('the comment has no command in its first line');
  return {
    kind: 'accept',
    request: {
      number: issue.number,
      isPull: issue.pull_request !== undefined && issue.pull_request !== null,
      commentId: comment.id,
      body,
      createdMs: Date.parse(comment.created_at),
      actor: user.login,
      reason: cleanText(found[1] ?? ''),
    },
  };
}

/** Nothing to do. */
function nothing(why: string): CommandRead {
  return { kind: 'none', why };
}
