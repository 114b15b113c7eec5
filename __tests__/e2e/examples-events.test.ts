import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

import { PROJECT } from './support/world.js';

/** What these tests look at in a workflow. */
interface Workflow {
  readonly on: Readonly<Record<string, { readonly types?: readonly string[] } | null>>;
  readonly concurrency?: { readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<Record<string, { readonly if?: string }>>;
}

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

/** The examples, and the workflow that the README shows. */
const WORKFLOWS: readonly (readonly [string, Workflow])[] = [
  ...readdirSync(join(PROJECT, 'examples')).map(
    (name) => [name, parse(read(`examples/${name}`)) as Workflow] as const,
  ),
  ['README.md', parse(/```yaml\n(name: [^]*?)```/.exec(read('README.md'))?.[1] ?? '') as Workflow],
];

const ofPulls = WORKFLOWS.filter(([, { on }]) => 'pull_request' in on);

describe('a workflow that gates pull requests', () => {
  test('is shown more than once', () => {
    expect(ofPulls.map(([name]) => name)).toEqual([
      'fork-safe.yml',
      'pr-gate.yml',
      'sharded.yml',
      'vllm.yml',
      'README.md',
    ]);
  });

  test.each(ofPulls)('%s runs again when the base changes', (_name, { on }) => {
    expect(on.pull_request?.types).toEqual(['opened', 'synchronize', 'reopened', 'edited']);
  });

  test.each(ofPulls)('%s skips no job, which would satisfy a required check', (_name, { jobs }) => {
    const conditions = Object.values(jobs).flatMap((job) => job.if ?? []);
    expect(conditions.filter((condition) => condition !== 'always()')).toEqual([]);
  });

  test.each(WORKFLOWS)('%s cancels no paid run for an edited title', (name, { concurrency }) => {
    const cancels = concurrency?.['cancel-in-progress'];
    if (cancels === undefined) return;
    expect(ofPulls.map(([pull]) => pull)).toContain(name);
    expect(cancels).toMatch(/github\.event\.action != 'edited' }}$/);
  });
});
