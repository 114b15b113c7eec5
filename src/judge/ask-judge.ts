import type { Answer } from '../model/answer.js';
import type { Asker } from '../model/asker.js';
import type { JsonObject } from '../model/chat-endpoint.js';
import { fenceTag, type JudgeCase, type JudgePrompt, judgeQuestion } from './judge-prompt.js';
import type { Judgement, UnjudgedReason } from './judgement.js';
import { judgementOfReply, type ReplyFacts } from './read-reply.js';

/** Tokens that a judge has at first: room for reasons and verdict of one that does not reason. */
export const FIRST_ROOM = 1024;

/** Judgements of a run among which a few that were cut already show a judge that reasons. */
const FIRST_JUDGEMENTS = 10;
const MOST_CUT_AT_FIRST = 3;
/** Beyond them, the share that shows it. */
const MOST_CUT_LATER = 0.1;

/** How many tokens a judge has, which grows by itself. One is shared by all judgements of a run. */
export interface JudgeRoom {
  /** The most tokens a judge may write. */
  most(): number;
  /** The tokens that it has when it is asked first. */
  first(): number;
  /** Notes that the server takes no request for so many: it has {@link FIRST_ROOM} from now on. */
  refused(tokens: number): void;
  /** Notes whether a first reply ended at its tokens before a verdict; replies with all the room do not count. */
  note(wasCut: boolean): void;
}

/**
 * Begins with {@link FIRST_ROOM}, and gives all from the start once a judge has shown that it needs it. The
 * first room changes what a run costs, and nothing that it finds.
 *
 * @param wanted input judge-max-tokens
 * @param tell told when all is given from the start, and when the server takes less
 */
export function createJudgeRoom(wanted: number, tell: (sentence: string) => void): JudgeRoom {
  let most = wanted;
  let room = Math.min(FIRST_ROOM, most);
  let judged = 0;
  let cut = 0;
  return {
    most: () => most,
    first: () => room,
    refused: (tokens) => {
      if (most <= FIRST_ROOM) return;
      most = FIRST_ROOM;
      room = FIRST_ROOM;
      tell(
        `The judge’s server takes no request for ${count(tokens)} tokens: from now on the judge has ${count(room)}. Give the server a larger context length, or judge-max-tokens a number that it takes.`,
      );
    },
    note: (wasCut) => {
      if (room === most) return;
      judged += 1;
      if (wasCut) cut += 1;
      const isReasoning =
        judged <= FIRST_JUDGEMENTS ? cut >= MOST_CUT_AT_FIRST : cut >= MOST_CUT_LATER * judged;
      if (!isReasoning) return;
      tell(
        `The judge was cut before its verdict in ${cut} of ${judged} judgements, at ${count(room)} tokens or where its context ends: it reasons. From now on it has ${count(most)} from the start.`,
      );
      room = most;
    },
  };
}

/** A number with separators. */
function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** A judge that can be asked. */
export interface Judge {
  readonly asker: Asker;
  readonly room: JudgeRoom;
  /** Merged into each request to it; empty for nothing. */
  readonly requestBody: JsonObject;
}

/** Why a judge is asked the same a second time. */
export type AskedAgain = Extract<UnjudgedReason, 'unparsed' | 'cut'>;

/** How one kind of question is put to a judge, and who is told of what. */
export interface AskTerms<Label extends string> {
  readonly prompt: JudgePrompt;
  readonly read: (reply: string, facts: ReplyFacts) => Judgement<Label>;
  /** Told of each question that is asked a second time. */
  readonly askedAgain: (why: AskedAgain) => void;
  /** Told of a reply that cannot be read, after the last try. */
  readonly unreadable: (said: Answer) => void;
}

/** What a judge is asked about. */
export interface JudgedWords {
  /** The model's own words. */
  readonly words: string;
  /** Finds item and picture once the question's turn has come. */
  readonly open: () => Promise<Omit<JudgeCase, 'answer'>>;
}

/**
 * Asks a judge about one answer, and once more at most: in other words where its reply could not be read,
 * with all the room where it ended at its tokens. The second reply counts alone; the first is not shown to
 * the judge, since it may quote the answer.
 *
 * @param judge who is asked
 * @param terms the prompt, and how replies are read
 * @param judged what is asked about
 * @throws as `Asker.ask` does
 */
export async function askJudge<Label extends string>(
  { asker, room, requestBody }: Judge,
  { prompt, read, askedAgain, unreadable }: AskTerms<Label>,
  { words, open }: JudgedWords,
  signal: AbortSignal,
): Promise<Judgement<Label>> {
  const tag = fenceTag(words);
  const tryOnce = async (tokens: () => number, isAgain: boolean) => {
    let maxTokens = tokens();
    const question = async () => {
      maxTokens = tokens();
      const judged = { ...(await open()), answer: words };
      return judgeQuestion(prompt, judged, { maxTokens, requestBody, isAgain });
    };
    const said = await asker.ask(question, signal);
    return { said, maxTokens, judgement: judgementOfReply(said, read, tag) };
  };
  let first = await tryOnce(() => room.first(), false);
  if (first.maxTokens > FIRST_ROOM && isRefused(first.said)) {
    const less = await tryOnce(() => FIRST_ROOM, false);
    // Where it refuses this too, the tokens are not what it refuses.
    if (!isRefused(less.said)) room.refused(first.maxTokens);
    first = less;
  }
  const why = unjudgedReason(first.judgement);
  const hasMore = first.maxTokens < room.most();
  if (hasMore && why !== 'failed') room.note(why === 'cut');
  let last = first;
  if (why === 'unparsed' || (why === 'cut' && hasMore)) {
    askedAgain(why);
    const tokens = why === 'cut' ? room.most() : first.maxTokens;
    const again = await tryOnce(() => tokens, why === 'unparsed');
    const isForMore = tokens > first.maxTokens && isRefused(again.said);
    if (isForMore) room.refused(tokens);
    else last = again;
  }
  const missing = unjudgedReason(last.judgement);
  if (missing === 'unparsed' || missing === 'empty') unreadable(last.said);
  return last.judgement;
}

/** Whether the server refuses the request for what it is: its size, or a value in it. */
function isRefused(said: Answer): boolean {
  return said.kind === 'failed' && (said.cause === 'too-large' || said.cause === 'rejected');
}

/** Why an answer has no label; undefined where it has one. */
function unjudgedReason(judgement: Judgement<string>): UnjudgedReason | undefined {
  return 'reason' in judgement ? judgement.reason : undefined;
}
