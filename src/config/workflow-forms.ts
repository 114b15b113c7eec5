import { parse } from 'yaml';
import type { DispatchForm, Workflows } from './workflows.js';

/** A workflow file as it was found. */
export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
}

/** Names that are safe to show and to type; a file or field of another name is not offered. */
const FILE_NAME = /^[\w-][\w.-]{0,80}\.ya?ml$/;
const FIELD_NAME = /^[A-Za-z_][\w-]{0,60}$/;

/**
 * What workflows offer. Whatever cannot be read is skipped: this only makes advice better.
 *
 * @param files the workflow files, of 64 KiB at most each
 * @param own the name of the file of this run's workflow; empty when unknown
 */
export function readWorkflows(files: readonly WorkflowFile[], own: string): Workflows {
  const read = files
    .filter(({ name }) => FILE_NAME.test(name))
    .map(({ name, text }) => ({ name, workflow: workflowOf(text) }));
  const ofRun = read.find(({ name }) => name === own);
  return {
    forms: read.flatMap(({ name, workflow }) => formOf(name, workflow)),
    isUploaded: ofRun && uploadsReport(ofRun.workflow),
    ...(read.some(({ workflow }) => isCommandRead(workflow)) ? { readsComments: true } : {}),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** A map, or an empty one for anything else. */
function fieldsOf(value: unknown): Fields {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap ? (value as Fields) : {};
}

/** A text, or an empty one for anything else. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A workflow; empty where it is none. Aliases are not followed, so that its size stays bounded. */
function workflowOf(text: string): Fields {
  try {
    return fieldsOf(parse(text, { maxAliasCount: 0, uniqueKeys: false, logLevel: 'silent' }));
  } catch {
    return {};
  }
}

/** The steps of all jobs. */
function stepsOf(workflow: Fields): readonly Fields[] {
  return Object.values(fieldsOf(workflow.jobs)).flatMap((job) => {
    const { steps } = fieldsOf(job);
    return Array.isArray(steps) ? steps.map(fieldsOf) : [];
  });
}

/** Whether a step runs an action of this name, or the one in the repository itself. */
function isGate({ uses }: Fields): boolean {
  return typeof uses === 'string' && (/\/siuo-gate(?:@|$)/.test(uses) || /^\.\/?$/.test(uses));
}

/** The form of a workflow that can be started by hand and runs the gate. */
function formOf(file: string, workflow: Fields): readonly DispatchForm[] {
  const on = fieldsOf(workflow.on);
  const [gate] = stepsOf(workflow).filter(isGate);
  if (gate === undefined || !Object.hasOwn(on, 'workflow_dispatch')) return [];
  const fields = Object.keys(fieldsOf(fieldsOf(on.workflow_dispatch).inputs));
  const given = fieldsOf(gate.with);
  const fieldIn = (input: string): string | undefined => {
    const [, name] = /\binputs\.([A-Za-z_][\w-]*)/.exec(textOf(given[input])) ?? [];
    return name !== undefined && fields.includes(name) && FIELD_NAME.test(name) ? name : undefined;
  };
  const update = fieldIn('update-baseline');
  const accept = update === undefined ? undefined : fieldIn('reason');
  return [
    {
      file,
      accept,
      update: accept === undefined || update === accept ? undefined : update,
      repeats: fieldIn('repeats'),
    },
  ];
}

/** Whether a workflow on comments runs the gate in mode accept. */
function isCommandRead(workflow: Fields): boolean {
  const isOnComments = Object.hasOwn(fieldsOf(workflow.on), 'issue_comment');
  const gates = stepsOf(workflow).filter(isGate);
  return isOnComments && gates.some((step) => textOf(fieldsOf(step.with).mode) === 'accept');
}

/** Whether a workflow runs the gate and uploads its report folder afterwards. */
function uploadsReport(workflow: Fields): boolean {
  const steps = stepsOf(workflow);
  const folders = steps
    .filter(isGate)
    .map((step) => textOf(fieldsOf(step.with)['report-dir']) || 'siuo-report');
  return steps.some(({ uses, with: given }) => {
    if (!textOf(uses).startsWith('actions/upload-artifact@')) return false;
    const path = textOf(fieldsOf(given).path);
    return path.includes('outputs.report-dir') || folders.some((folder) => path.includes(folder));
  });
}
