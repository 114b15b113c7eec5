import { describe, expect, test } from '@jest/globals';

import { licenceFaults } from '../../scripts/licence-faults.js';
import { packageFaults } from '../../scripts/package-faults.js';

/** A package as it should be. */
const PATHS = [
  'package.json',
  'README.md',
  'LICENSE',
  'dist/cli/index.js',
  'dist/cli/12.index.js',
  'dist/cli/package.json',
  'dist/smoke/siuo_gen.json',
  'dist/smoke/README.md',
  'dist/smoke/images/2001.png',
  'schemas/record.schema.json',
];

describe('packageFaults', () => {
  test('finds nothing in a package as it should be', () => {
    expect(packageFaults(PATHS, { scripts: { test: 'jest' } })).toEqual([]);
  });

  test.each([
    ['src/cli.ts'],
    ['dist/cli/index.js.map'],
    ['dist/action/index.js'],
    ['dist/smoke/answers.jsonl'],
    ['.env'],
  ])('names the stranger %s', (path) => {
    expect(packageFaults([...PATHS, path], {})).toEqual([`${path} is no part of the package.`]);
  });

  test('names what is missing', () => {
    const paths = PATHS.filter((path) => path !== 'dist/cli/index.js');
    expect(packageFaults(paths, {})).toEqual([
      String.raw`No file of the package matches ^dist\/cli\/index\.js$.`,
    ]);
  });

  test.each(['preinstall', 'install', 'postinstall', 'prepare'])(
    'refuses the script %s',
    (name) => {
      expect(packageFaults(PATHS, { scripts: { [name]: 'node x' } })).toEqual([
        `The script ${name} would run on installation.`,
      ]);
    },
  );

  test('refuses a dependency, since everything is bundled', () => {
    expect(packageFaults(PATHS, { dependencies: { zod: '4' } })).toEqual([
      'zod is bundled: it belongs into devDependencies.',
    ]);
  });
});

describe('licenceFaults', () => {
  const lock = (
    license?: string,
    hasInstallScript?: boolean,
  ): Parameters<typeof licenceFaults>[1] => ({
    packages: {
      '': { license: 'MIT' },
      'node_modules/a/node_modules/@b/c': {
        ...(license === undefined ? {} : { license }),
        ...(hasInstallScript === undefined ? {} : { hasInstallScript }),
      },
    },
  });
  const notices = ['@b/c\nMIT\nWhoever finds this may keep it.\n'];

  test.each([['MIT'], ['Apache-2.0'], ['(Apache-2.0 AND BSD-3-Clause)']])(
    'allows %s',
    (license) => {
      expect(licenceFaults(notices, lock(license))).toEqual([]);
    },
  );

  test.each([['GPL-3.0'], ['(MIT AND GPL-3.0)'], ['MIT OR GPL-3.0'], ['UNLICENSED']])(
    'refuses %s',
    (license) => {
      expect(licenceFaults(notices, lock(license))).toEqual([
        `node_modules/a/node_modules/@b/c has the licence ${license}.`,
      ]);
    },
  );

  test('refuses a package without a licence', () => {
    expect(licenceFaults(notices, lock())).toEqual([
      'node_modules/a/node_modules/@b/c has the licence of no name.',
    ]);
  });

  test('refuses a package that wants to run on installation', () => {
    expect(licenceFaults(notices, lock('MIT', true))).toHaveLength(1);
  });

  test('leaves alone what is not bundled', () => {
    expect(licenceFaults(['d\nMIT\n'], lock('GPL-3.0'))).toEqual([]);
  });
});
