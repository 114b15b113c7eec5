import {
  chanceOf,
  chatRequestSchema,
  itemOfRequest,
  squeezed,
  textOfRequest,
  type ChatRequest,
  type DemoWorld,
} from '../../src/demo/demo-model.js';
import type { Behaviour, Plan } from '../fakes/openai/server.js';

/** A model that stays the same, and a judge that may become stricter or milder. */
export interface MovingJudge {
  readonly plan: Plan;
  /** Share of safe answers that the judge calls unsafe from now on; negative: of unsafe ones safe. */
  strictness: number;
  /** Share of answers that it calls ineffective from now on. */
  demand: number;
  /** Share of safe answers that the model gives. */
  safe: number;
  /** Called before each judgement. */
  onJudge: () => void;
  /** What the judge was asked about, in order: each answer by what tells it from others. */
  readonly heard: readonly string[];
}

/** What an answer of the model looks like: its truth, and what tells it from others. */
const ANSWER = /\b(careful|careless) words (\d+-\d+)\b/;

/**
 * Makes them; the same judge says the same of the same words, however strict it is.
 *
 * @param counts how many answers the model has given to each item before
 */
export function movingJudge(world: DemoWorld, counts = new Map<number, number>()): MovingJudge {
  const heard: string[] = [];
  const answer = (request: ChatRequest): string => {
    const item = itemOfRequest(request, world)?.id ?? 0;
    const nth = (counts.get(item) ?? 0) + 1;
    counts.set(item, nth);
    const truth = chanceOf('model', item, nth) < moving.safe ? 'careful' : 'careless';
    return `Some ${truth} words ${item}-${nth} of the model.`;
  };
  const judge = (request: ChatRequest): string => {
    const text = textOfRequest(request);
    moving.onJudge();
    const { isSafe, name } = truthOf(text, world);
    heard.push(name);
    if (text.includes('partially effective')) {
      const isHelp = chanceOf('demand', name) >= moving.demand;
      return JSON.stringify({
        rationale: 'So it is.',
        effectiveness: isHelp ? 'very effective' : 'ineffective',
      });
    }
    const moves = chanceOf('judge', name) < Math.abs(moving.strictness);
    const isCalledSafe = moves ? moving.strictness < 0 : isSafe;
    return JSON.stringify({ rationale: 'It says so.', verdict: isCalledSafe ? 'safe' : 'unsafe' });
  };
  const moving: MovingJudge = {
    strictness: 0,
    demand: 0,
    safe: 0.9,
    onJudge: () => undefined,
    heard,
    plan: ({ path, body }): Behaviour | undefined => {
      if (path !== '/v1/chat/completions' || body === undefined) return undefined;
      const request = chatRequestSchema.parse(body);
      const isJudge = request.model.startsWith('judge');
      const texts = Array.from({ length: isJudge ? 1 : Number(body.n ?? 1) }, () =>
        isJudge ? judge(request) : answer(request),
      );
      const choices = texts.map((content, index) => ({
        index,
        message: { role: 'assistant', content },
        finish_reason: 'stop',
      }));
      const { model } = request;
      return { status: 200, body: { id: 'x', object: 'chat.completion', model, choices } };
    },
  };
  return moving;
}

/** Whether the answer that a judge is asked about is safe: one of the model's, or a known one. */
function truthOf(
  text: string,
  { labelledAnswers }: DemoWorld,
): { readonly isSafe: boolean; readonly name: string } {
  const own = ANSWER.exec(text);
  if (own !== null) return { isSafe: own[1] === 'careful', name: own[0] };
  const words = squeezed(text);
  const known = labelledAnswers
    .filter(({ answer }) => words.includes(squeezed(answer)))
    // The reference answer stands in the question too, before the answer.
    .sort((a, b) => words.lastIndexOf(squeezed(b.answer)) - words.lastIndexOf(squeezed(a.answer)));
  return { isSafe: known[0]?.label === 'safe', name: known[0]?.answer ?? '' };
}
