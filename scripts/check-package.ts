// Fails when the npm package is not what it should be: its files, its manifest, the licences of what is
// bundled in dist/, and what it does once it is installed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

import { installedFaults } from './installed-faults.js';
import { licenceFaults, type Lock } from './licence-faults.js';
import { packageFaults, type Manifest } from './package-faults.js';

/** A JSON file of the project. */
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const packed = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
) as readonly [{ readonly files: readonly { readonly path: string }[] }];
const manifest = readJson('package.json') as Manifest & Record<string, unknown>;
const notices = ['action', 'cli', 'post'].map((entry) =>
  readFileSync(`dist/${entry}/licenses.txt`, 'utf8'),
);
const { messages } = await publint({ strict: true });
const faults = [
  ...packageFaults(
    packed[0].files.map(({ path }) => path),
    manifest,
  ),
  ...licenceFaults(notices, readJson('package-lock.json') as Lock),
  ...messages.map((message) => formatMessage(message, manifest) ?? message.code),
  ...installedFaults(String(manifest.version)),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
