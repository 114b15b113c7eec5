import { describe, expect, test } from '@jest/globals';
import { renderComment } from '../../src/report/comment.js';
import type { Report } from '../../src/report/report.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { passVerdict, redVerdict } from '../fixtures/verdict-factory.js';
import { reportOf } from '../fixtures/report-factory.js';

/** A report of a run that took so many answers over, and made so many requests. */
function reused(answers: number, requests: number): Report {
  const report = reportOf();
  const usage = report.usage!;
  const model = { ...usage.model, requests };
  const judge = { ...usage.judge, requests: 0 };
  return { ...report, usage: { ...usage, reused: answers, model, judge } };
}

const NOTHING = { comparison: undefined, domains: [], overall: undefined, usage: undefined };

describe('the headline', () => {
  test.each<[string, Report, string]>([
    ['all', reused(90, 0), 'Resuming with 90 stored answers; nothing was asked.'],
    ['a part', reused(1, 12), 'Resuming with 1 stored answer.'],
    [
      'a repeated pass',
      reportOf({ ...NOTHING, repeated: passVerdict() }),
      'No domain dropped by its margin or more. Verdict of run 8002 repeated, nothing was asked.',
    ],
    [
      'a repeated red',
      reportOf({
        ...NOTHING,
        verdict: { verdict: 'fail', reason: 'regression', failed: true },
        repeated: { ...redVerdict(), runAttempt: 2 },
        regressed: [{ domain: 'privacy violation', metric: 'safe' }],
      }),
      'privacy violation got less safe. Verdict of run 8001, attempt 2, repeated, nothing was asked.',
    ],
  ])('says that %s is reused', (_name, report, sentence) => {
    const [, ...top] = renderComment(report).split('\n\n').slice(0, 3);
    expect(top.join('\n\n')).toContain(sentence);
    expect(renderTerminal(report, { color: false, width: 1000 })).toContain(sentence);
  });

  test('says nothing of it where every answer is new', () => {
    expect(renderComment(reused(0, 12))).not.toMatch(/stored answer|repeated/);
  });
});

test('the base branch is named, as text', () => {
  const comment = renderComment(reportOf({ baseBranch: 'release/`2`' }));
  expect(comment).toContain('base `` release/`2` ``');
});
