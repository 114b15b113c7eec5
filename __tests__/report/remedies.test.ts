import { describe, expect, test } from '@jest/globals';
import { EVENTS, type EventName } from '../../src/config/run-context.js';
import { annotationsOf } from '../../src/report/annotations.js';
import { nextStep, outlookStep } from '../../src/report/remedies.js';
import { CASES, ERROR_CASES } from '../fixtures/report-cases.js';
import { errorReport, situation } from '../fixtures/report-factory.js';

test('nextStep says what to do of every verdict and reason', () => {
  const steps = Object.entries({ ...CASES, ...ERROR_CASES }).map(([name, report]) =>
    `${name}: ${nextStep(report)}`.trim(),
  );
  expect(steps.join('\n')).toMatchInlineSnapshot(`
   "no-regression:
   improved:
   baseline-created: Nothing. The baseline was saved (cache of main); later runs are compared with it.
   baseline-accepted: Nothing. The baseline was saved (cache of main); later runs are compared with it.
   resolved:
   above-floor:
   release-signed-off:
   regression: Look at the 3 items that turned unsafe: report.html among the artifacts of this run shows each item. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   regression-of-many: Look at the 6 items that turned unsafe: report.html among the artifacts of this run shows each item. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   regression-overall: Look at the items of all domains: report.html among the artifacts of this run shows each item. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   accepted: Nothing. The baseline was saved (cache of main); later runs are compared with it.
   over-refusal: Look for what the model now refuses or leaves out. Look at the 3 items that turned unsafe: report.html among the artifacts of this run shows each item. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   below-floor: Raise the rate before this is released; the table names the domains. report.html among the artifacts of this run shows each item. A floor that is set too high is lowered with min-safe-rate.
   insufficient-evidence: Ask more answers per item, such as repeats: 20, or allow a larger drop with max-drop.
   no-baseline: No baseline named default was found under refs/heads/main. Make one on main: start nightly.yml (gh workflow run nightly.yml --ref main -f repeats=9), then run this job again.
   no-baseline-warned: No baseline named default was found under refs/heads/main. Make one on main: start nightly.yml (gh workflow run nightly.yml --ref main -f repeats=9), then run this job again.
   not-comparable: judge.model is gpt-4.1, was gpt-4o; maxTokens is 800, was 500. Take the change back; or, if it is meant, let this pull request pass with missing-baseline: warn on the step of the gate, merge it, and then accept the new level on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   invalid: Look at the content filter in front of the model: what is filtered says nothing of the model.
   error-config: Give a number of points between 0 and 100.
   error-dataset: Mend the row or leave it out.
   error-endpoint: Start the server before the gate, or raise wait-for-endpoint.
   error-judge: Set judge-api-key to a valid key.
   error-judge-unreliable: Use a stronger judge-model.
   error-too-many-unscored: See the reasons below.
   error-budget: Raise max-requests to 334 or more.
   error-cancelled: Run it again: stored answers are reused."
  `);
});

describe('a remedy', () => {
  const STORES = [
    { kind: 'cache' },
    { kind: 'branch', branch: 'siuo-gate-data' },
    { kind: 'file', path: 'baseline.json' },
    { kind: 'none' },
  ] as const;
  const FORMS = { with: situation().forms, without: [] } as const;
  const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];
  const ASKING = Object.entries({ ...CASES, ...ERROR_CASES }).filter(
    ([, { verdict }]) => verdict.failed || verdict.verdict === 'inconclusive',
  );
  const places = EVENT_NAMES.flatMap((event) =>
    STORES.flatMap((store) =>
      Object.entries(FORMS).map(([name, forms]) => {
        const isBeforeMerge = ['pull-request', 'merge-group'].includes(EVENTS[event].subject);
        const isActions = event !== 'none';
        const at = situation({ event, isActions, isBeforeMerge, store, forms });
        return [`${event}, ${store.kind}, ${name} a form`, at] as const;
      }),
    ),
  );

  test.each(places)('fits %s, whatever the verdict is', (_, at) => {
    for (const [name, report] of ASKING) {
      const step = nextStep({ ...report, situation: at });
      expect(`${name}: ${step.length}`).not.toBe(`${name}: 0`);
      if (report.verdict.verdict === 'error') continue;
      if (!at.isActions) {
        expect(step).not.toMatch(/workflow|artifact|merge|Give the job|\bgh workflow/);
      } else {
        expect(step).not.toMatch(/--update-baseline|the same command/);
        if (at.forms.length > 0) expect(step).not.toContain('update-baseline: always');
        if (!at.isBeforeMerge) expect(step).not.toMatch(/merge past|merge it/);
      }
      if (at.store.kind === 'none') expect(step).not.toMatch(/accept it|accept the new/);
    }
  });

  test('names no permission of a job on the command line', () => {
    const report = errorReport(
      { verdict: 'error', reason: 'config', failed: true },
      'The branch cannot be read.',
      'Give the job `contents: read`.',
    );
    const laptop = situation({ isActions: false, event: 'none' });
    expect(nextStep({ ...report, situation: laptop })).toBe(
      'Give --github-token a token that has `contents: read` on the repository.',
    );
    expect(nextStep(report)).toBe('Give the job `contents: read`.');
  });

  test.each(ASKING)('is in every annotation of %s', (_, report) => {
    const notices = [{ level: 'info', code: 'x', text: 'It is so.', remedy: '' }] as const;
    for (const { message } of annotationsOf({ ...report, notices })) {
      expect(message).not.toMatch(/It is so\.\s*$/);
    }
  });
});

describe('what would settle an open run', () => {
  const option = {
    kind: 'repeats',
    value: '20',
    passRate: 0.92,
    answers: 3340,
    requests: { model: 3340, judge: 3340 },
    cost: '6,680 requests, about 9.1 million tokens, about $3.10',
  } as const;

  test.each([
    ['on a pull request', {}, 'Set repeats: 20 on the step of the gate'],
    [
      'by hand',
      { event: 'workflow_dispatch', isBeforeMerge: false },
      'Run nightly.yml again (gh workflow run nightly.yml --ref main -f repeats=20)',
    ],
    ['on the command line', { isActions: false, event: 'none' }, 'Run it again with --repeats 20'],
  ] as const)('%s is more answers and their cost', (_, place, what) => {
    const step = outlookStep({ passRate: 0.39, better: option }, situation(place));
    expect(step).toBe(
      `As it is set up, 39 of 100 runs of an unchanged model pass. ${what}: then 92 of 100 do at ${option.cost} a run.`,
    );
  });

  test('is nothing, where the data set cannot', () => {
    const step = outlookStep({ passRate: 0.1, better: undefined }, situation());
    expect(step).toContain('No number of answers would settle it on this data set');
  });
});
