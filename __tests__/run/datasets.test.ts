import { expect, test } from '@jest/globals';
import { datasetLines, namedDatasets } from '../../src/run/datasets.js';

test('the data sets that have a name are listed with what a choice needs', () => {
  const lines = datasetLines(namedDatasets({ items: 180, domains: 9 }));
  expect(lines[0]).toMatch(/^dataset +items +domains +licence +download$/);
  expect(lines[1]).toMatch(/^siuo +167 +9 +CC-BY-NC-4\.0 +about 200 MB {2}Safe Inputs/);
  expect(lines[2]).toMatch(/^smoke +180 +9 +MIT +none/);
  expect(lines[3]).toMatch(/^mossbench +300 +3 +CC-BY-SA-4\.0 +about 340 MB/);
  expect(lines[4]).toMatch(/^msts +400 +5 +CC-BY-4\.0 +not counted/);
  expect(lines.at(-1)).toContain('docs/datasets.md');
});
