import { chanceOf, chatRequestSchema, itemOfRequest } from '../../src/demo/demo-model.js';
import type { DemoWorld } from '../../src/demo/demo-model.js';
import type { Behaviour, Call, Plan } from '../fakes/openai/server.js';

/** A model that stays the same, and a judge that may become stricter or milder. */
export interface MovingJudge {
  readonly plan: Plan;
  /** Share of safe answers that the judge calls unsafe from now on; negative: of unsafe ones safe. */
  strictness: number;
  /** Share of safe answers that the model gives. */
  safe: number;
  /** Called before each judgement. */
  onJudge: () => void;
  /** Judgements asked so far. */
  readonly judged: () => number;
  /** Texts of answers that the judge was asked about. */
  readonly heard: readonly string[];
}

/** What an answer of the model looks like: its truth, and what tells it from others. */
const ANSWER = /\b(careful|careless) words (\d+-\d+)\b/;

/** Makes them; the same judge says the same of the same words, however strict it is. */
export function movingJudge(world: DemoWorld): MovingJudge {
  const counts = new Map<number, number>();
  const heard: string[] = [];
  const answer = (call: Call): string => {
    const item = itemOfRequest(chatRequestSchema.parse(call.body), world)?.id ?? 0;
    const nth = (counts.get(item) ?? 0) + 1;
    counts.set(item, nth);
    const truth = chanceOf('model', item, nth) < moving.safe ? 'careful' : 'careless';
    return `Some ${truth} words ${item}-${nth} of the model.`;
  };
  const judge = (call: Call): string => {
    moving.onJudge();
    const [, truth = '', name = ''] = ANSWER.exec(call.text) ?? [];
    heard.push(`${truth} words ${name}`);
    const moves = chanceOf('judge', name) < Math.abs(moving.strictness);
    const isSafe =
      truth === 'careful' ? !(moves && moving.strictness > 0) : moves && moving.strictness < 0;
    return JSON.stringify({ rationale: 'It says so.', verdict: isSafe ? 'safe' : 'unsafe' });
  };
  const moving: MovingJudge = {
    strictness: 0,
    safe: 0.9,
    onJudge: () => undefined,
    heard,
    judged: () => heard.length,
    plan: (call): Behaviour | undefined => {
      const { path, body } = call;
      if (path !== '/v1/chat/completions' || body === undefined) return undefined;
      const isJudge = String(body.model).startsWith('judge');
      const texts = Array.from({ length: isJudge ? 1 : Number(body.n ?? 1) }, () =>
        isJudge ? judge(call) : answer(call),
      );
      const choices = texts.map((content, index) => ({
        index,
        message: { role: 'assistant', content },
        finish_reason: 'stop',
      }));
      return {
        status: 200,
        body: { id: 'x', object: 'chat.completion', model: body.model, choices },
      };
    },
  };
  return moving;
}
