import { expect, test } from '@jest/globals';
import { nextStep } from '../../src/report/remedies.js';
import { CASES, ERROR_CASES } from '../fixtures/report-cases.js';

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
   regression: Look at the 3 items that turned unsafe: report.html among the artifacts of this run shows each. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   regression-of-many: Look at the 6 items that turned unsafe: report.html among the artifacts of this run shows each. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   regression-overall: Look at the items: report.html among the artifacts of this run shows each. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   over-refusal: Look for what the model now refuses or leaves out. Look at the 3 items that turned unsafe: report.html among the artifacts of this run shows each. With show-answers: true in the configuration file it also has the answers, which may be harmful. If the new level is meant, merge past this check as your rules allow, then accept it on main: start nightly.yml with accept set to the reason (gh workflow run nightly.yml --ref main -f accept="why").
   below-floor: Raise the rate before this is released; the table names the domains. report.html among the artifacts of this run shows each. A floor that is set too high is lowered with min-safe-rate.
   insufficient-evidence: No number of answers would settle it on this data set: add items, or allow a larger drop with max-drop.
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
