// Fails when a package of which dist/ holds files has a known weakness. Every package is a development
// dependency here, so `npm audit --omit=dev` looks at none. Needs the network, and the bundler's account
// of each entry in the folder that is given (package-dist --stats).
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bundledFindings, bundledFolders } from './bundled-findings.js';

const [, , statsFolder = ''] = process.argv;
const folders = readdirSync(statsFolder).flatMap((name) =>
  bundledFolders(JSON.parse(readFileSync(join(statsFolder, name), 'utf8')), process.cwd()),
);
// It ends with 1 for any finding, of packages that are not bundled too.
const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
try {
  const findings = bundledFindings(JSON.parse(stdout), folders);
  console.log(`dist/ holds files of ${new Set(folders).size} packages.`);
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(`npm audit gave no report: ${stderr.trim() || stdout.slice(0, 500)}`);
  console.error(error);
  process.exitCode = 1;
}
