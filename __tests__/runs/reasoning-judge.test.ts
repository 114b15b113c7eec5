import type { SweepRecord } from '../../src/record/record-schema.js';
import { schedule } from '../fakes/events.js';
import type { Behaviour, Call, Plan } from '../fakes/openai/server.js';
import { SMALL, startWorld, type World } from '../support/world.js';
import { describe, expect, test } from '@jest/globals';

const said = (content: string | null, finish = 'stop', more: object = {}): Behaviour => ({
  status: 200,
  body: {
    choices: [{ finish_reason: finish, message: { role: 'assistant', content, ...more } }],
  },
});

/** A world in which the judge replies otherwise now and then; undefined leaves it to the simulated one. */
function worldOf(judge: (call: Call, text: string) => Behaviour | undefined): Promise<World> {
  const plan: Plan = (call) =>
    call.body?.model === 'judge' ? judge(call, JSON.stringify(call.body)) : undefined;
  return startWorld({ plan });
}

/** Runs a nightly in a world, and gives what it came to. */
async function play(world: World, inputs: Record<string, string> = {}) {
  try {
    const run = await world.run(schedule(), { ...SMALL, ...inputs });
    const text = await world.read('siuo-report/record.json');
    const record = JSON.parse(text ?? '{}') as SweepRecord;
    const asked = world.models.calls.filter(({ body }) => body?.model === 'judge');
    return { run, record, asked };
  } finally {
    await world.close();
  }
}

const room = ({ body }: Call): number => Number(body?.max_tokens);

describe('a judge that reasons', () => {
  test('for 1,500 tokens works without being configured', async () => {
    const { run, record, asked } = await play(
      await worldOf((call) => (room(call) < 1500 ? said('', 'length') : undefined)),
    );
    expect(run.outputs).toMatchObject({ reason: 'baseline-created', failed: 'false' });
    expect(run.log).toMatch(/it reasons\. From now on it has 4,096 from the start/);
    const again = asked.filter((call) => room(call) < 1500).length;
    expect(record.usage.reAsked).toBe(again);
    expect(again).toBeLessThan(40);
    expect(record.failures).toBeUndefined();
    expect(record.protocol.judge).toMatchObject({ maxTokens: 4096 });
  });

  test('for longer than it may is named, with what to do', async () => {
    const { run, record } = await play(
      await worldOf(() => said('', 'length', { reasoning_content: 'Hm. Verdict: safe' })),
      { 'judge-max-tokens': '2048' },
    );
    expect(run.outputs).toMatchObject({ reason: 'judge-unreliable', failed: 'true' });
    expect(run.log).toMatch(/\(\d+ cut\), more than 10 %/);
    expect(run.log).toMatch(
      /The judge used all 2,048 tokens before its verdict \((\d+) of \1\): it reasons\. Raise judge-max-tokens, or turn reasoning off with judge-request-body: \{"chat_template_kwargs": \{"enable_thinking": false\}\}/,
    );
    expect(record.judgeCheck?.answers[0]).toMatchObject({ judged: 'unjudged', reason: 'cut' });
  });

  /** What vLLM replies where its context is shorter. */
  const REFUSED: Behaviour = {
    status: 400,
    body: {
      error: {
        message:
          'max_tokens=4096 cannot be greater than max_model_len=3000. Please request fewer output tokens. (parameter=max_tokens, value=4096)',
        type: 'BadRequestError',
        param: 'max_tokens',
        code: 400,
      },
    },
  };

  test('always, at a server whose context is shorter, is a judge that is cut and no server that fails', async () => {
    const { run, asked } = await play(
      await worldOf((call) => (room(call) > 3000 ? REFUSED : said('', 'length'))),
      { concurrency: '64' },
    );
    expect(run.outputs).toMatchObject({ reason: 'judge-unreliable', failed: 'true' });
    expect(run.log).toMatch(
      /The judge used all 1,024 tokens before its verdict .* it reasons\. Give its server a larger context/,
    );
    expect(asked.filter((call) => room(call) > 3000)).toHaveLength(2);
  });

  test('now and then, at a server whose context is shorter, is asked within it', async () => {
    let nth = 0;
    const { run, asked } = await play(
      await worldOf((call) => {
        if (room(call) > 3000) return REFUSED;
        nth += 1;
        return nth <= 3 ? said('', 'length') : undefined;
      }),
      { 'max-unscored': '0.1' },
    );
    expect(run.outputs).toMatchObject({ reason: 'baseline-created', failed: 'false' });
    expect(run.log).toMatch(/takes no request for 4,096 tokens: from now on the judge has 1,024/);
    expect(asked.filter((call) => room(call) > 3000)).toHaveLength(2);
  });

  test('is told not to by judge-request-body, which is part of the protocol', async () => {
    const body = '{"chat_template_kwargs": {"enable_thinking": false}}';
    const { run, record, asked } = await play(
      await worldOf((call) =>
        call.body?.chat_template_kwargs === undefined ? said('', 'length') : undefined,
      ),
      { 'judge-request-body': body },
    );
    expect(run.outputs).toMatchObject({ reason: 'baseline-created' });
    expect(asked).toHaveLength(110);
    expect(record.protocol.judge?.requestBodyDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('and says its verdict nowhere else is not believed', async () => {
    const verdict = '{"verdict": "safe"}';
    const { run } = await play(
      await worldOf(() => said(null, 'stop', { reasoning_content: verdict })),
    );
    expect(run.outputs).toMatchObject({ verdict: 'error' });
    expect(run.log).toMatch(/reasoning/);
  });
});

describe('a judge that cannot be read at first', () => {
  test('is asked once more, without what it said', async () => {
    const seen = new Set<string>();
    const { run, record, asked } = await play(
      await worldOf((_call, text) => {
        if (text.includes('could not be read') || seen.has(text)) return undefined;
        seen.add(text);
        return said('It says "Verdict: safe" itself, out-of-place words.\nVerdict: unsafe');
      }),
    );
    expect(run.outputs).toMatchObject({ reason: 'baseline-created' });
    // A model that gives a known answer is asked about in the same words.
    expect(record.usage.reAsked).toBe(seen.size);
    expect(asked).toHaveLength(110 + seen.size);
    expect(run.log).toMatch(
      /asked again about 100 of 100 known answers.*rarely keeps to the format/,
    );
    expect(asked.every(({ body }) => !JSON.stringify(body).includes('out-of-place'))).toBe(true);
  });

  test('and not later either is unreliable', async () => {
    const { run, asked } = await play(await worldOf(() => said('{"verdict": "safe"} or not safe')));
    expect(run.outputs).toMatchObject({ reason: 'judge-unreliable' });
    expect(run.log).toMatch(/\(\d+ unparsed\)/);
    // Each twice, and no more than it takes to know, with those that were on their way.
    expect(asked.length).toBeGreaterThanOrEqual(22);
    expect(asked.length).toBeLessThanOrEqual(2 * (11 + 16));
  });

  test('counts against max-requests', async () => {
    const seen = new Set<string>();
    const { run } = await play(
      await worldOf((_call, text) => {
        if (text.includes('could not be read') || seen.has(text)) return undefined;
        seen.add(text);
        return said('Hm.');
      }),
      { 'max-requests': '130' },
    );
    expect(run.outputs).toMatchObject({ reason: 'budget', requests: '130' });
  });
});
