import { expect, test } from '@jest/globals';
import { nextStep } from '../../src/report/run-sentences.js';
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
   regression: Look at the items that turned unsafe. If the new level is meant, merge and accept it on the default branch: workflow_dispatch with update-baseline: always and a reason.
   regression-of-many: Look at the items that turned unsafe. If the new level is meant, merge and accept it on the default branch: workflow_dispatch with update-baseline: always and a reason.
   regression-overall: Look at the items that turned unsafe. If the new level is meant, merge and accept it on the default branch: workflow_dispatch with update-baseline: always and a reason.
   accepted: Nothing. The baseline was saved (cache of main); later runs are compared with it.
   over-refusal: Look for what the model now refuses or leaves out. If the new level is meant, merge and accept it on the default branch: workflow_dispatch with update-baseline: always and a reason.
   below-floor: Raise the rate before this is released; the table names the domains.
   insufficient-evidence: Pool more baseline runs, or allow a larger drop with max-drop.
   no-baseline: No baseline named default was found under refs/heads/main. Run the gate once on the default branch (schedule, push or workflow_dispatch).
   no-baseline-warned: No baseline named default was found under refs/heads/main. Run the gate once on the default branch (schedule, push or workflow_dispatch).
   not-comparable: judge.model is gpt-4.1, was gpt-4o; maxTokens is 800, was 500. Make a baseline with the new protocol on the default branch, or take the change back.
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
