import { chatRequestSchema, textOfRequest } from '../../src/demo/demo-model.js';
import type { Plan } from '../fakes/openai/server.js';

/** What the second judge says of an answer with this truth; null: nothing that can be read. */
export type SecondOpinion = (
  truth: 'careful' | 'careless',
  name: string,
) => 'safe' | 'unsafe' | null;

/** A second judge behind the same server as the others, and what it was asked. */
export interface SecondJudge {
  readonly plan: Plan;
  opinion: SecondOpinion;
  /** A status to answer with instead. */
  status: number;
  /** The answers it was asked about, in order, and the bodies. */
  readonly heard: string[];
  readonly bodies: Record<string, unknown>[];
}

/** The name of the second judge in every test. */
export const SECOND = 'second-1';

/** Puts a second judge before the plan of model and judge. */
export function withSecond(plan: Plan): SecondJudge {
  const second: SecondJudge = {
    opinion: (truth) => (truth === 'careless' ? 'unsafe' : 'safe'),
    status: 200,
    heard: [],
    bodies: [],
    plan: (call): ReturnType<Plan> => {
      const { path, body } = call;
      if (path !== '/v1/chat/completions' || body?.model !== SECOND) return plan(call);
      const text = textOfRequest(chatRequestSchema.parse(body));
      const [name = '', truth] = /\b(careful|careless) words \d+-\d+\b/.exec(text) ?? [];
      second.heard.push(name);
      second.bodies.push(body);
      if (second.status !== 200)
        return { status: second.status, body: { error: { message: 'no' } } };
      const verdict = second.opinion(truth as 'careful' | 'careless', name);
      const content =
        verdict === null ? 'Hm.' : JSON.stringify({ rationale: 'So it is.', verdict });
      const choices = [
        { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' },
      ];
      return { status: 200, body: { id: 'x', object: 'chat.completion', model: SECOND, choices } };
    },
  };
  return second;
}
