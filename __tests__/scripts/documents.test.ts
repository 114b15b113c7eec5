import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { globSync } from 'tinyglobby';

/** What is installed, built or left behind by a run, such as the demo's reports, is no page of the project. */
const IGNORED = [
  'dist/**',
  ...readFileSync('.gitignore', 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('/'))
    .map((folder) => `**/${folder}**`),
];
const PAGES = globSync(['**/*.md', '.github/**/*.md'], { dot: true, ignore: IGNORED });
const SOURCES = globSync('{src,scripts,bench,__tests__,examples}/**/*.{ts,mjs,yml}', {
  ignore: IGNORED,
});

/** Where a path of a code span may begin: walks leave `src/` out. */
const ROOTS = ['.', 'src', '__tests__'];

/** What it may leave out at its end: a test is named without. */
const ENDS = ['', '.test.ts', '.browser.ts'];

/** A code span that names a file of this project, or one of its folders. */
const PATH_SPAN =
  /`((?:src|scripts|bench|examples|schemas|docs|__tests__)\/[\w./-]*|(?!\.)[\w./-]+\.(?:ts|mjs))`/g;

const textOf = (path: string): string => readFileSync(path, 'utf8');

const { scripts: SCRIPTS } = JSON.parse(textOf('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** What a pattern's first group matches in a text, each once. */
function found(pattern: RegExp, text: string): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, match]) => match ?? ''))];
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): readonly string[] {
  return found(/^#+ +(.+)$/gm, textOf(page)).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Whether a link of a page leads to a file, and to a heading where it names one. */
function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  return existsSync(target) && (anchor === undefined || anchorsOf(target).includes(anchor));
}

/** Whether a path of a code span is there; a bare name may stand in any folder. */
function isThere(path: string): boolean {
  return path.includes('/')
    ? ROOTS.some((root) => ENDS.some((end) => existsSync(join(root, path + end))))
    : SOURCES.some((source) => basename(source) === path);
}

test.each(PAGES)(
  '%s links to what is there, and names files and scripts that are there',
  (page) => {
    const text = textOf(page);
    const links = found(/\]\(([^)\s]+)\)/g, text).filter((link) => !/^[a-z]+:/.test(link));
    const scripts = found(/npm run (?:--silent )?([a-z:-]+)/g, text);
    expect({
      links: links.filter((link) => !leadsSomewhere(page, link)),
      files: found(PATH_SPAN, text).filter((path) => !isThere(path)),
      scripts: scripts.filter((name) => SCRIPTS[name] === undefined),
    }).toEqual({ links: [], files: [], scripts: [] });
  },
);

test('sources, and the messages in them, name pages and examples that are there', () => {
  const named = SOURCES.filter((path) => !path.startsWith('__tests__/')).flatMap((path) =>
    found(/\b((?:docs|examples)\/[a-z-]+\.(?:md|yml))\b/g, textOf(path)),
  );
  expect(new Set(named).size).toBeGreaterThan(3);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
