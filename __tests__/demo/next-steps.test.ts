import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { nextSteps, WORKFLOW } from '../../src/demo/next-steps.js';

describe('what to type after the demo', () => {
  test('starts the program as it was started', () => {
    expect(nextSteps('npx siuo-gate')).toContain('\n  npx siuo-gate measure --dataset smoke \\\n');
  });

  test('ends with the workflow of the README', async () => {
    expect(await readFile('README.md', 'utf8')).toContain(`\`\`\`yaml\n${WORKFLOW}\`\`\`\n`);
    expect(
      nextSteps('npx siuo-gate').endsWith(WORKFLOW.replaceAll(/^/gm, '  ').trimEnd() + '\n'),
    ).toBe(true);
  });
});
