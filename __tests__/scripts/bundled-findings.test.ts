import { describe, expect, test } from '@jest/globals';

import { bundledFindings, bundledFolders } from '../../scripts/bundled-findings.js';

const FOLDERS = ['node_modules/@actions/core', 'node_modules/a/node_modules/undici'];

const advisory = (name: string) => ({
  source: 1,
  name,
  title: `${name} reads too much`,
  url: 'https://github.com/advisories/GHSA-0',
  severity: 'high',
  range: '<6.23.0',
});

const reportOf = (vulnerabilities: Readonly<Record<string, unknown>>) => ({
  auditReportVersion: 2,
  vulnerabilities,
});

describe('bundledFolders', () => {
  const stats = {
    modules: [
      { nameForCondition: '/p/build/src/action.js' },
      {
        nameForCondition: null,
        modules: [{ nameForCondition: '/p/node_modules/@actions/core/lib/core.js' }],
      },
      { nameForCondition: '/p/node_modules/a/node_modules/undici/index.js' },
      { nameForCondition: '/p/node_modules/a/node_modules/undici/lib/web/fetch.js' },
      { nameForCondition: '/elsewhere/node_modules/b/index.js' },
      {},
    ],
  };

  test('are those of every file, nested and joined ones too', () => {
    expect(bundledFolders(stats, '/p')).toEqual(FOLDERS);
  });

  test.each([[{}], [{ modules: [] }], [undefined]])(
    'an account of nothing is refused: %j',
    (none) => {
      expect(() => bundledFolders(none, '/p')).toThrow();
    },
  );
});

describe('bundledFindings', () => {
  test('are the advisories about what is bundled, by where it is installed', () => {
    const report = reportOf({
      undici: { via: [advisory('undici')], nodes: ['node_modules/undici', FOLDERS[1]] },
      jest: { via: [advisory('jest')], nodes: ['node_modules/jest'] },
      '@actions/core': { via: ['undici'], nodes: [FOLDERS[0]] },
    });
    expect(bundledFindings(report, FOLDERS)).toEqual([
      'node_modules/a/node_modules/undici (<6.23.0): high: undici reads too much, https://github.com/advisories/GHSA-0',
    ]);
  });

  test('are none where nothing is known', () => {
    expect(bundledFindings(reportOf({}), FOLDERS)).toEqual([]);
  });

  test.each([
    ['a refusal', { message: '405 Method Not Allowed', statusCode: 405 }],
    ['an older report', { auditReportVersion: 1, advisories: {} }],
    ['nothing', undefined],
  ])('of %s there are none to be had, which is no all-clear', (_name, report) => {
    expect(() => bundledFindings(report, FOLDERS)).toThrow();
  });
});
