import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROJECT, type Inputs, type World } from './world.js';
import type { Permissions } from '../fakes/github/access.js';

/** A step of a workflow, as its file has it. */
export interface ExampleStep {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

/** The job of an example workflow that runs the gate. */
export interface ExampleJob {
  readonly permissions: Permissions;
  readonly steps: readonly ExampleStep[];
  /** What the gate's step gives under `with`, its expressions as written. */
  readonly inputs: Inputs;
}

/** Values of expressions, by what stands between the braces. */
export type Values = Readonly<Record<string, string>>;

/** The keys that examples take from the repository's secrets. */
export const KEY = 'sk-example';

/** The values of what every example takes from variables, secrets and a run by hand. */
export function usualValues({ models }: World): Values {
  return {
    'vars.MODEL_ENDPOINT': models.baseUrl,
    'vars.MODEL_NAME': 'base',
    'vars.JUDGE_ENDPOINT': '',
    'vars.JUDGE_MODEL': 'judge',
    'secrets.MODEL_API_KEY': KEY,
    'secrets.JUDGE_API_KEY': KEY,
    'inputs.repeats': '',
    'inputs.accept': '',
    "inputs.accept && 'always' || 'auto'": 'auto',
  };
}

interface WorkflowFile {
  readonly permissions: Permissions;
  readonly jobs: Readonly<Record<string, Omit<ExampleJob, 'inputs'>>>;
}

/** Reads the job of that name, else the first, of a workflow of examples/; it has one gate in it. */
export async function readExample(name: string, jobName?: string): Promise<ExampleJob> {
  const text = await readFile(join(PROJECT, 'examples', name), 'utf8');
  const { jobs } = parse(text) as WorkflowFile;
  const job = jobName === undefined ? Object.values(jobs)[0] : jobs[jobName];
  const gate = job?.steps.find(({ uses }) => uses?.startsWith('siuo-gate/siuo-gate@'));
  if (job === undefined || gate?.with === undefined) throw new Error(`${name} has no gate`);
  return { ...job, inputs: gate.with };
}

/** The configuration file that the examples share. */
export async function sharedConfig(): Promise<string> {
  return readFile(join(PROJECT, 'examples/config/siuo-gate.yml'), 'utf8');
}

/** Puts values in the place of expressions; one that has none is an error. */
export function evaluated(texts: Inputs, values: Values): Inputs {
  const entries = Object.entries(texts).map(([name, text]) => [name, filled(text, values)]);
  return Object.fromEntries(entries) as Inputs;
}

function filled(text: string, values: Values): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`the test gives no value of ${expression}`);
    return value;
  });
}
