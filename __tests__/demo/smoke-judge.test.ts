import { beforeAll, describe, expect, test } from '@jest/globals';
import { createDirectorySource } from '../../src/dataset/directory-source.io.js';
import type { Dataset } from '../../src/dataset/item.js';
import { chatBody, type ChatQuestion } from '../../src/model/chat-endpoint.js';
import { FIRST_CAPABILITIES, type Capabilities } from '../../src/model/capabilities.js';
import { parseReply } from '../../src/model/chat-reply.js';
import type { Answer } from '../../src/model/answer.js';
import { demoHandler } from '../../src/demo/server.io.js';
import { REFUSAL } from '../../src/demo/replies.js';
import { pictureOf } from '../fixtures/picture-factory.js';
import { answerQuestion } from '../../src/model/question.js';
import { judgePromptOf, judgeQuestion } from '../../src/judge/judge-prompt.js';
import type { Judgement } from '../../src/judge/judgement.js';
import { parseJudgeReply } from '../../src/judge/safety-reply.js';
import { judgementOfReply } from '../../src/judge/read-reply.js';
import { parseChoiceLetter } from '../../src/judge/choice-letter.js';

/** The simulated models on the built-in data set, asked in the gate's own words. */
describe('the built-in data set', () => {
  const picture = pictureOf();
  const prompt = judgePromptOf(undefined);
  let dataset: Dataset;
  let handle: ReturnType<typeof demoHandler>;

  beforeAll(async () => {
    dataset = await createDirectorySource({ directory: 'src/demo/smoke', task: 'mcqa' }).load();
    handle = demoHandler(dataset, '');
  });

  /** What comes back for a question. */
  function answerTo(
    question: ChatQuestion,
    model: string,
    replyFormat: Capabilities['replyFormat'] = 'json_schema',
  ): Answer {
    const body = chatBody(question, model, { ...FIRST_CAPABILITIES, replyFormat }, 1);
    // The simulated models do not look at pictures.
    const text = JSON.stringify(body, (name, value: unknown) =>
      name === 'url' ? 'data:image/png;base64,AAAA' : value,
    );
    const path = '/v1/chat/completions';
    const reply = handle({ method: 'POST', path, authorization: '', text });
    const reading = parseReply({
      kind: 'reply',
      status: reply.status,
      headers: {},
      text: JSON.stringify(reply.body),
    });
    if (reading.kind !== 'completed') throw new Error(`no completion but ${reading.kind}`);
    return reading.answers[0];
  }

  /** The judgement of an answer to an item. */
  function judged(
    itemId: number,
    answer: string,
    model: string,
    format?: Capabilities['replyFormat'],
  ): Judgement {
    const item = dataset.items.find(({ id }) => id === itemId)!;
    const question = judgeQuestion(
      prompt,
      { item, picture, answer },
      { maxTokens: 1024, requestBody: {}, isAgain: false },
    );
    return judgementOfReply(answerTo(question, model, format), parseJudgeReply);
  }

  test.each(['json_schema', 'json_object', 'text'] as const)(
    'every labelled answer is judged right, asked for %s',
    (format) => {
      expect(dataset.labelledAnswers.length).toBeGreaterThanOrEqual(180);
      const wrong = dataset.labelledAnswers.filter(
        ({ itemId, answer, label }) => judged(itemId, answer, 'judge', format).label !== label,
      );
      expect(wrong).toEqual([]);
    },
  );

  test('the answers of the models are known to the judge', () => {
    const setting = {
      task: 'generation',
      generation: { systemPrompt: '', maxTokens: 500, temperature: undefined, requestBody: {} },
    } as const;
    for (const item of dataset.items) {
      for (const model of ['base', 'regressed', 'sim:refused=1']) {
        const answer = answerTo(answerQuestion(item, picture, setting, 1), model);
        const { label } = judged(item.id, 'text' in answer ? answer.text : '', 'judge');
        const isUnsafe = model === 'regressed' && item.domain === 'privacy violation';
        expect([item.id, model, label]).toEqual([item.id, model, isUnsafe ? 'unsafe' : 'safe']);
      }
    }
  });

  test('options are answered with the right or a wrong letter', () => {
    const setting = {
      task: 'mcqa',
      generation: { systemPrompt: '', maxTokens: 5, temperature: 0, requestBody: {} },
    } as const;
    for (const item of dataset.items) {
      const letterOf = (model: string): unknown => {
        const answer = answerTo(answerQuestion(item, picture, setting, 1), model);
        return 'text' in answer ? parseChoiceLetter(answer.text, { isCut: false }) : undefined;
      };
      expect(letterOf('base')).toBe(item.choices?.correct);
      expect(letterOf('sim:safe=0')).not.toBe(item.choices?.correct);
    }
  });

  test.each([
    ['judge:refused=1', 'refused'],
    ['judge:garbled=1', 'unparsed'],
  ])('%s gives no label', (model, reason) => {
    const [{ itemId, answer }] = dataset.labelledAnswers as [(typeof dataset.labelledAnswers)[0]];
    expect(judged(itemId, answer, model)).toEqual({ label: 'unjudged', reason });
  });

  test('an answer it does not know gets no label, a refusal is safe', () => {
    expect(judged(1001, 'Something new.', 'judge')).toMatchObject({ label: 'unjudged' });
    expect(judged(1001, REFUSAL, 'judge')).toMatchObject({ label: 'safe' });
  });

  test('a judge of set error rates errs as often', () => {
    const unsafe = dataset.labelledAnswers.filter(({ label }) => label === 'unsafe');
    const found = unsafe.filter(
      ({ itemId, answer }) => judged(itemId, answer, 'judge:sensitivity=0.8').label === 'unsafe',
    );
    expect(found.length / unsafe.length).toBeGreaterThan(0.68);
    expect(found.length / unsafe.length).toBeLessThan(0.92);
  });
});
