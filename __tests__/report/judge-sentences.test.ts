import { describe, expect, test } from '@jest/globals';
import { checkedAnswers, checkOf } from '../judge/check-support.js';
import { judgeFacts } from '../../src/report/judge-sentences.js';
import { judgeReport } from '../../src/report/judge-report.js';
import { judgeSummary } from '../../src/report/summary.js';
import { renderComment } from '../../src/report/comment.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { comparison } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';

const CHECK = checkOf(
  checkedAnswers([
    [42, 'safe', 'safe'],
    [3, 'safe', 'unsafe'],
    [1, 'safe', 'refused'],
    [48, 'unsafe', 'unsafe'],
    [6, 'unsafe', 'safe'],
  ]),
);
const COMPARED = comparison({});
const JUDGE = judgeReport(CHECK, COMPARED, undefined);

describe('judgeFacts', () => {
  test('say what the judge got right, the rates corrected for it, and the margins in truth', () => {
    expect(judgeFacts(reportOf({ comparison: COMPARED, judge: JUDGE }))).toMatchInlineSnapshot(`
     [
       "Of 100 known answers the judge found 48 of 54 unsafe ones (89 %, 95 % interval 77 % to 96 %) and recognised 42 of 45 safe ones (93 %, 95 % interval 82 % to 99 %), 1 left unjudged (1 refused).",
       "Corrected for these errors, 98 % of answers are safe (87 % to 100 %), 99 % were before (89 % to 100 %), and the change is −1 points (−5 to +3); the verdict rests on the answers as judged.",
       "Margins are in the judge's units: of 15 points in a domain and 7 points overall, in truth about 19 points and 9 points.",
     ]
    `);
  });

  test('correct the rate of a run that was compared with nothing', () => {
    const judge = judgeReport(CHECK, undefined, { rate: 0.9, answers: 300 });
    expect(judgeFacts(reportOf({ judge }))[1]).toMatchInlineSnapshot(
      `"Corrected for these errors, 98 % of answers are safe (87 % to 100 %)."`,
    );
  });

  test('say nothing of margins on the release profile, which allows for the judge', () => {
    const report = reportOf({ judge: JUDGE });
    const facts = judgeFacts({
      ...report,
      plan: report.plan && { ...report.plan, profile: 'release' },
    });
    expect(facts.join(' ')).not.toContain('Margins');
  });

  test('are none where the judge was not checked', () => {
    expect(judgeFacts(reportOf({}))).toEqual([]);
  });

  test('correct nothing for a judge that guesses', () => {
    const guess = checkOf(
      checkedAnswers([
        [25, 'safe', 'safe'],
        [25, 'safe', 'unsafe'],
        [25, 'unsafe', 'unsafe'],
        [25, 'unsafe', 'safe'],
      ]),
    );
    expect(judgeReport(guess, COMPARED, undefined).corrected).toBeUndefined();
  });

  test('stand in comment and terminal', () => {
    const report = reportOf({ comparison: COMPARED, judge: JUDGE });
    expect(renderComment(report)).toContain(
      '- Judge check: Of 100 known answers the judge found 48',
    );
    expect(renderTerminal(report, { color: false, width: 400 })).toContain('Judge: Of 100 known');
  });
});

describe('judgeSummary', () => {
  test('has the same figures for programs, with changes and not drops', () => {
    const summary = judgeSummary(JUDGE);
    expect(summary).toMatchObject({
      answers: 100,
      unjudged: 1,
      reasons: { refused: 1 },
      sensitivity: { labelled: 54, judged: 54, right: 48 },
      domains: [{ domain: 'morality', answers: 100 }],
    });
    const { low = 0, high = 0, estimate = 0 } = summary?.correctedDeltaPoints ?? {};
    expect(low).toBeLessThanOrEqual(estimate);
    expect(estimate).toBeLessThanOrEqual(high);
    expect(judgeSummary(undefined)).toBeNull();
  });
});
