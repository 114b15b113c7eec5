import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PROJECT } from '../support/world.js';

/** What these tests look at in a workflow. */
interface Workflow {
  readonly on: Readonly<Record<string, { readonly types?: readonly string[] } | null>>;
  readonly concurrency?: { readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<Record<string, { readonly if?: string; readonly needs?: string }>>;
}

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

/** The workflow that a page shows, from its first line on. */
const shownIn = (path: string, start: string): Workflow => {
  const text =
    read(path)
      .split('```yaml\n')
      .find((block) => block.startsWith(start)) ?? '';
  return parse(text.split('```')[0] ?? '') as Workflow;
};

/** The examples, and the workflows that the README and the page on security show. */
const WORKFLOWS: readonly (readonly [string, Workflow])[] = [
  ...readdirSync(join(PROJECT, 'examples'))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => [name, parse(read(`examples/${name}`)) as Workflow] as const),
  ['README.md', shownIn('README.md', 'name: ')],
  ['docs/security.md', shownIn('docs/security.md', 'on:')],
];

const pullOf = ({ on }: Workflow) => on.pull_request ?? on.pull_request_target;

const ofPulls = WORKFLOWS.filter(([, workflow]) => pullOf(workflow) !== undefined);

describe('a workflow that gates pull requests', () => {
  test('is shown more than once', () => {
    expect(ofPulls.map(([name]) => name)).toEqual([
      'fork-safe.yml',
      'pr-gate.yml',
      'prompt-change.yml',
      'sharded.yml',
      'two-benchmarks.yml',
      'vllm-compare.yml',
      'vllm.yml',
      'README.md',
      'docs/security.md',
    ]);
  });

  test.each(ofPulls)('%s runs again when the base changes', (_name, workflow) => {
    expect(pullOf(workflow)?.types).toEqual(['opened', 'synchronize', 'reopened', 'edited']);
  });

  test.each(ofPulls)('%s skips no job, which would satisfy a required check', (_name, { jobs }) => {
    const conditions = Object.values(jobs).flatMap((job) => job.if ?? []);
    expect(conditions.filter((condition) => condition !== 'always()')).toEqual([]);
  });

  test.each(ofPulls)('%s fails where a job before the last did', (_name, { jobs }) => {
    const later = Object.values(jobs).filter(({ needs }) => needs !== undefined);
    expect(later.filter((job) => job.if !== 'always()')).toEqual([]);
  });

  test.each(WORKFLOWS)('%s cancels no paid run for an edited title', (name, { concurrency }) => {
    const cancels = concurrency?.['cancel-in-progress'];
    if (cancels === undefined) return;
    expect(ofPulls.map(([pull]) => pull)).toContain(name);
    expect(cancels).toMatch(/github\.event\.action != 'edited' }}$/);
  });
});
