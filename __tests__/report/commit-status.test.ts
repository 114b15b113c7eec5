import { describe, expect, test } from '@jest/globals';
import { commitStatus, pendingStatus } from '../../src/report/commit-status.js';
import { CASES, ERROR_CASES } from '../fixtures/report-cases.js';
import { reportOf } from '../fixtures/report-factory.js';

const FORK = { isUnverified: true } as const;

describe('commitStatus', () => {
  test.each(Object.entries(CASES))('%s', (_name, report) => {
    const { state, description, context } = commitStatus(report, 'default');
    expect(state).toBe(report.verdict.failed ? 'failure' : 'success');
    expect(Array.from(description).length).toBeLessThanOrEqual(140);
    expect(description).not.toMatch(/\n/);
    expect(context).toBe('siuo-gate/default');
  });

  test.each(Object.entries(ERROR_CASES))(
    'an error is no verdict on safety: %s',
    (_name, report) => {
      expect(commitStatus(report, 'default').state).toBe('error');
    },
  );

  test("a fork's answers have a name that no gate of the repository has", () => {
    const { context, description } = commitStatus(reportOf(FORK), 'default');
    expect(context).toBe('siuo-gate/default (fork answers)');
    expect(description).toMatch(/^Unverified\. /);
  });

  test('each gate of a repository has its own', () => {
    const names = ['model-a', 'model-b'].map((name) => commitStatus(reportOf(), name).context);
    expect(names).toEqual(['siuo-gate/model-a', 'siuo-gate/model-b']);
  });
});

describe('pendingStatus', () => {
  test.each([true, false])('is taken over by the verdict; of a fork: %s', (isUnverified) => {
    const report = reportOf(isUnverified ? FORK : {});
    const { context, state } = pendingStatus('default', isUnverified);
    expect(state).toBe('pending');
    expect(context).toBe(commitStatus(report, 'default').context);
  });
});
