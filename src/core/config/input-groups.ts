import type { InputName } from './inputs.js';

/**
 * The headings under which people read the inputs, each with the input it begins at: the table is in
 * that order, and an input belongs to the heading above it.
 */
export const INPUT_GROUPS: Partial<Record<InputName, string>> = {
  mode: 'What to do',
  endpoint: 'Model under test',
  dataset: 'What is asked',
  'judge-endpoint': 'Judge',
  baseline: 'Baseline',
  'max-drop': 'Decision',
  concurrency: 'Requests',
  shard: 'Shards and records',
  'github-token': 'Report',
};
