import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

const DIST = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist');

/** The file that Jest's reporter counts the launches in; read before a run has an environment of its own. */
const { SIUO_GATE_LAUNCHES: file } = env;

/** Notes that a script of dist/ is launched in a process of its own; other scripts are not counted. */
export function countLaunch(script: string): void {
  if (file !== undefined && script.startsWith(DIST)) appendFileSync(file, `${script}\n`);
}
