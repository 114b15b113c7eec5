import { stringify } from 'yaml';
import { INPUTS, type InputDefinition } from '../src/core/config/inputs.js';
import { OUTPUTS } from '../src/core/config/outputs.js';

/** The text of action.yml, made from the tables of inputs and outputs. */
export function actionMetadata(): string {
  const inputs = Object.entries<InputDefinition>(INPUTS).map(
    ([name, { description, default: given }]) =>
      [name, { description, required: false, default: given }] as const,
  );
  const outputs = Object.entries(OUTPUTS).map(
    ([name, description]) => [name, { description }] as const,
  );
  const document = {
    name: 'siuo-gate',
    description:
      'Fails a change that makes a vision-language model less safe, by the SIUO benchmark and a stored baseline.',
    author: 'The siuo-gate authors',
    branding: { icon: 'shield', color: 'purple' },
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs),
    runs: {
      using: 'node24',
      main: 'dist/action/index.js',
      post: 'dist/post/index.js',
      'post-if': 'always()',
    },
  };
  const header =
    '# Made from src/core/config/inputs.ts and outputs.ts by `npm run generate`; edit those.\n';
  return header + stringify(document, { lineWidth: 100, defaultStringType: 'PLAIN' });
}
