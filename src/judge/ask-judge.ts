import type { Answer } from '../model/answer.js';
import type { Asker } from '../model/asker.js';
import type { JsonObject } from '../model/chat-endpoint.js';
import { fenceTag, type JudgeCase, type JudgePrompt, judgeQuestion } from './judge-prompt.js';
import type { Judgement, UnjudgedReason } from './judgement.js';
import { judgementOfReply, type ReplyFacts } from './read-reply.js';
import type { UnjudgedShare } from './unjudged-advice.js';

/** Tokens that a judge has at first: room for reasons and verdict of one that does not reason. */
export const FIRST_ROOM = 1024;

/** Judgements of a run among which a few that were cut already show a judge that reasons. */
const FIRST_JUDGEMENTS = 10;
const MOST_CUT_AT_FIRST = 3;
/** Beyond them, the share that shows it. */
const MOST_CUT_LATER = 0.1;

/** What one try to ask a judge came to. */
interface Tried<Label extends string> {
  readonly said: Answer;
  /** The tokens that it had. */
  readonly maxTokens: number;
  readonly judgement: Judgement<Label>;
}

/** How many tokens a judge has, which grows by itself. One is shared by all judgements of a run. */
export interface JudgeRoom {
  /** The most tokens a judge may write: fewer once its server has shown that it takes no more. */
  most(): number;
  /** What advice on replies that were cut goes by. */
  limits(): Pick<UnjudgedShare, 'maxTokens' | 'isLimited'>;
  /** The tokens that it has when it is asked first. */
  first(): number;
  /** Notes whether a first reply ended at its tokens before a verdict; replies with all the room do not count. */
  note(wasCut: boolean): void;
  /**
   * Asks with all the room. Until the server has taken so many tokens one judgement at a time finds out: refusals
   * of many at once would look like a server that fails.
   *
   * @returns undefined where the server takes no more, and nothing was asked
   */
  more<Said extends { readonly said: Answer }>(ask: () => Promise<Said>): Promise<Said | undefined>;
}

/** Answers for whose judgement the server refuses more tokens before it is taken to refuse them for all. */
const FEWEST_REFUSED = 2;

/**
 * Begins with {@link FIRST_ROOM}, and gives all from the start once a judge has shown that it needs it, and its
 * server that it takes it. The first room changes what a run costs, and nothing that it finds.
 *
 * @param wanted input judge-max-tokens
 * @param tell told when all is given from the start, and when the server takes less
 */
export function createJudgeRoom(wanted: number, tell: (sentence: string) => void): JudgeRoom {
  const least = Math.min(FIRST_ROOM, wanted);
  let most = wanted;
  let [judged, cut, refused] = [0, 0, 0];
  let [isReasoning, isTaken] = [false, false];
  let finding: Promise<unknown> | undefined;
  const announce = (): void => {
    if (!isReasoning || !isTaken) return;
    tell(
      `The judge was cut before its verdict in ${cut} of ${judged} judgements, at ${count(least)} tokens or where its context ends: it reasons. From now on it has ${count(most)} from the start.`,
    );
  };
  const learn = (said: Answer): void => {
    if (said.kind !== 'failed') {
      isTaken = true;
      announce();
      return;
    }
    if (isRefused(said)) refused += 1;
    if (refused < FEWEST_REFUSED) return;
    most = least;
    tell(
      `The judge’s server takes no request for ${count(wanted)} tokens: from now on the judge has ${count(most)}. Give the server a larger context length, or judge-max-tokens a number that it takes.`,
    );
  };
  const find = async <Said extends { readonly said: Answer }>(
    ask: () => Promise<Said>,
  ): Promise<Said> => {
    const tried = await ask();
    learn(tried.said);
    return tried;
  };
  return {
    most: () => most,
    limits: () => ({ maxTokens: most, isLimited: most < wanted }),
    first: () => (isReasoning && isTaken ? most : least),
    note: (wasCut) => {
      if (isReasoning || most === least) return;
      judged += 1;
      if (wasCut) cut += 1;
      isReasoning =
        judged <= FIRST_JUDGEMENTS ? cut >= MOST_CUT_AT_FIRST : cut >= MOST_CUT_LATER * judged;
      announce();
    },
    more: async (ask) => {
      while (finding !== undefined) await finding;
      if (most === least) return undefined;
      if (isTaken) return ask();
      const found = find(ask);
      finding = found.catch(() => undefined);
      try {
        return await found;
      } finally {
        finding = undefined;
      }
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
  const tryOnce = async (tokens: () => number, isAgain: boolean): Promise<Tried<Label>> => {
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
  // A picture may leave less of the context than others do.
  if (first.maxTokens > FIRST_ROOM && isRefused(first.said))
    first = await tryOnce(() => FIRST_ROOM, false);
  const why = unjudgedReason(first.judgement);
  const hasMore = first.maxTokens < room.most();
  if (hasMore && why !== 'failed') room.note(why === 'cut');
  let last = first;
  if (why === 'unparsed') {
    askedAgain(why);
    last = await tryOnce(() => first.maxTokens, true);
  } else if (why === 'cut' && hasMore) {
    const again = await room.more(() => {
      askedAgain(why);
      return tryOnce(() => room.most(), false);
    });
    if (again !== undefined && !isRefused(again.said)) last = again;
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
