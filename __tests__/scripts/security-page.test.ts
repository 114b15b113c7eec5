import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@jest/globals';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** Each file that the page names in a code span, with the test names that are quoted after it. */
function namedTests(page: string): readonly { file: string; tests: readonly string[] }[] {
  const spans = page
    .replaceAll(/\s+/g, ' ')
    .split(/`(?=(?:e2e|adapters|core|engine|wiring|browser)\/)/);
  return spans.slice(1).map((span) => {
    const [file = ''] = span.split('`', 1);
    const quoted = span.slice(file.length).matchAll(/"([^"]+)"/g);
    return { file, tests: [...quoted].map(([, name]) => name ?? '') };
  });
}

test('every test that the threat model names is there, by its file and its name', async () => {
  const page = await readFile(join(TESTS, '../docs/security.md'), 'utf8');
  const files = await readdir(TESTS, { recursive: true });
  const missing: string[] = [];
  for (const { file, tests } of namedTests(page)) {
    const path = files.find((each) => each.startsWith(`${file}.`));
    const text = path === undefined ? '' : await readFile(join(TESTS, path), 'utf8');
    if (path === undefined) missing.push(file);
    missing.push(...tests.filter((name) => !text.replaceAll("\\'", "'").includes(name)));
  }
  expect(missing).toEqual([]);
  expect(namedTests(page).length).toBeGreaterThan(15);
});
