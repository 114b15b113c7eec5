import { RUN_INPUTS, MODEL_INPUTS, PLAN_INPUTS, JUDGE_INPUTS } from './ask-inputs.js';
import {
  BASELINE_INPUTS,
  DECISION_INPUTS,
  REQUEST_INPUTS,
  SHARD_INPUTS,
  REPORT_INPUTS,
} from './decide-inputs.js';
import type { InputDefinition } from './input-definition.js';

/** Every input, in the order people read them. The only table in which an input is described. */
export const INPUTS = {
  ...RUN_INPUTS,
  ...MODEL_INPUTS,
  ...PLAN_INPUTS,
  ...JUDGE_INPUTS,
  ...BASELINE_INPUTS,
  ...DECISION_INPUTS,
  ...REQUEST_INPUTS,
  ...SHARD_INPUTS,
  ...REPORT_INPUTS,
} as const satisfies Record<string, InputDefinition>;

/** The name of an input. */
export type InputName = keyof typeof INPUTS;

/** Every input name, in reading order. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

/** Inputs under one heading. */
interface InputGroup {
  readonly heading: string;
  /** What the configuration file calls the group; left out where its inputs are in no group there. */
  readonly key?: string;
  readonly inputs: readonly InputName[];
}

/** The headings under which people read the inputs, and the groups of the configuration file. */
export const INPUT_GROUPS: readonly InputGroup[] = [
  { heading: 'What to do', inputs: namesOf(RUN_INPUTS) },
  { heading: 'Model under test', key: 'model', inputs: namesOf(MODEL_INPUTS) },
  { heading: 'What is asked', key: 'plan', inputs: namesOf(PLAN_INPUTS) },
  { heading: 'Judge', key: 'judge', inputs: namesOf(JUDGE_INPUTS) },
  { heading: 'Baseline', key: 'baseline', inputs: namesOf(BASELINE_INPUTS) },
  { heading: 'Decision', key: 'decision', inputs: namesOf(DECISION_INPUTS) },
  { heading: 'Requests', key: 'requests', inputs: namesOf(REQUEST_INPUTS) },
  { heading: 'Shards and records', inputs: namesOf(SHARD_INPUTS) },
  { heading: 'Report', key: 'report', inputs: namesOf(REPORT_INPUTS) },
];

/** The names in a part of the table. */
function namesOf(inputs: Partial<Record<InputName, InputDefinition>>): readonly InputName[] {
  return Object.keys(inputs) as readonly InputName[];
}

/**
 * The row of an input, typed as any row.
 *
 * @param name its name
 */
export function definitionOf(name: InputName): InputDefinition {
  return INPUTS[name];
}

/**
 * Where the configuration file has an input: its group, and its key there.
 *
 * @param name the input
 * @returns undefined for one that the file never holds
 */
export function fileKeyOf(name: InputName): { group: string; key: string } | undefined {
  const { never, key = name } = definitionOf(name);
  const group = INPUT_GROUPS.find(({ inputs }) => inputs.includes(name))?.key;
  return never === 'file' || group === undefined ? undefined : { group, key };
}

/** The inputs of the action; the others are keys of the configuration file. */
export const ACTION_INPUTS: readonly InputName[] = INPUT_NAMES.filter(
  (name) => definitionOf(name).never !== 'action',
);
