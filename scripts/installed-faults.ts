import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Commands of the installed package, and what each has to print. */
const TRIALS = [
  { args: ['--version'], prints: (version: string) => `${version}\n` },
  { args: ['datasets'], prints: () => 'smoke ' },
  { args: ['plan', '--dataset', 'smoke'], prints: () => 'Plan, SHA-256: ' },
] as const;

/**
 * What is wrong with the package as people get it: packed, installed without any registry into an empty project,
 * and run by npx from a folder of that project.
 *
 * @param version what it should call itself
 * @returns one sentence each; empty when nothing is wrong
 */
export function installedFaults(version: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'siuo gate package '));
  try {
    const place = installed(folder);
    return TRIALS.flatMap(({ args, prints }) => {
      const printed = output('npx', ['--no-install', 'siuo-gate', ...args], place);
      return printed.includes(prints(version))
        ? []
        : [
            `Installed, siuo-gate ${args.join(' ')} prints ${JSON.stringify(printed.slice(0, 300))}.`,
          ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Packs and installs; gives a folder inside of the project that has it. */
function installed(folder: string): string {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(output('npm', pack)) as readonly [{ filename: string }];
  const place = join(folder, 'project', 'docs');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(folder, 'project', 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--cache', join(folder, 'cache')];
  output(
    'npm',
    ['install', '--offline', ...quiet, join(folder, filename)],
    join(folder, 'project'),
  );
  return place;
}

/** The standard output of a command; what it says besides is shown where it fails. */
function output(command: string, args: readonly string[], cwd?: string): string {
  return execFileSync(command, args, { encoding: 'utf8', cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}
