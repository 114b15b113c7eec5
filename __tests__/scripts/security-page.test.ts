import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@jest/globals';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** Each test file that the page names in a code span, with the test names that are quoted after it. */
function namedTests(
  page: string,
  folders: readonly string[],
): readonly { file: string; tests: readonly string[] }[] {
  const spans = page.replaceAll(/\s+/g, ' ').split(new RegExp(`\`(?=(?:${folders.join('|')})/)`));
  return spans.slice(1).map((span) => {
    const [file = ''] = span.split('`', 1);
    const quoted = span.slice(file.length).matchAll(/"([^"]+)"/g);
    return { file, tests: [...quoted].map(([, name]) => name ?? '') };
  });
}

test('every test that the threat model names is there, by its file and its name', async () => {
  const page = await readFile(join(TESTS, '../docs/security.md'), 'utf8');
  const files = await readdir(TESTS, { recursive: true });
  const folders = [...new Set(files.flatMap((file) => dirname(file).split(sep, 1)))];
  const named = namedTests(page, folders);
  const missing: string[] = [];
  for (const { file, tests } of named) {
    const path = files.find((each) => each.startsWith(`${file}.`));
    const text = path === undefined ? '' : await readFile(join(TESTS, path), 'utf8');
    if (path === undefined) missing.push(file);
    missing.push(...tests.filter((name) => !text.replaceAll("\\'", "'").includes(name)));
  }
  expect(missing).toEqual([]);
  expect(named.length).toBeGreaterThan(50);
});
