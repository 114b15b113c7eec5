import { describe, expect, test } from '@jest/globals';
import { structureOf } from '../../scripts/structure.js';

describe('structureOf', () => {
  test('counts lines, comments and files that one other file imports', () => {
    const found = structureOf([
      {
        path: 'a/one.ts',
        text: "import { two } from './two.js';\n\n/** Doc. */\nexport const one = two;\n",
      },
      { path: 'a/two.ts', text: '// Why.\nexport const two = 2; // not a line of its own\n' },
    ]);
    expect(found).toEqual({
      files: 2,
      lines: 6,
      meanLines: 3,
      commentShare: 2 / 5,
      singleImporter: 1,
      foldersInCycles: [],
    });
  });

  test('names folders that import each other, though no file does', () => {
    const found = structureOf([
      { path: 'a/one.ts', text: "import '../b/two.js';" },
      { path: 'b/two.ts', text: 'export {};' },
      { path: 'b/three.ts', text: "import type { Four } from '../a/four.js';" },
      { path: 'a/four.ts', text: 'export interface Four {}' },
      { path: 'c/five.ts', text: "import '../a/one.js';" },
    ]);
    expect(found.foldersInCycles).toEqual(['a', 'b']);
  });

  test('gives zeros for no sources', () => {
    expect(structureOf([])).toMatchObject({ files: 0, lines: 0, meanLines: 0, commentShare: 0 });
  });
});
