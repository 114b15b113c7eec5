import { stringify } from 'yaml';
import { ACTION_INPUTS, definitionOf, type InputName } from '../src/config/inputs.js';
import { OUTPUTS } from '../src/config/outputs.js';

/** The text of action.yml, made from the tables of inputs and outputs. */
export function actionMetadata(): string {
  const inputs = ACTION_INPUTS.map((name) => [name, inputOf(name)] as const);
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
    '# Made from src/config/inputs.ts and outputs.ts by `npm run generate`; edit those.\n';
  return header + stringify(document, { lineWidth: 100, defaultStringType: 'PLAIN' });
}

/**
 * An input as the runner takes it. Defaults stand in the description: one that the runner filled in could
 * not be told from one that somebody gave, which wins over the configuration file. Only the token's has to
 * be filled in by the runner.
 */
function inputOf(name: InputName): Readonly<Record<string, unknown>> {
  const { description, default: given } = definitionOf(name);
  const isExpression = given.startsWith('${{');
  const hint = given === '' || isExpression ? '' : ` Default: ${given}.`;
  const filled = isExpression ? { default: given } : {};
  return { description: description + hint, required: false, ...filled };
}
