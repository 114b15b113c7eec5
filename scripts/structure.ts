import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One source file: its path below the sources, and its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The figures by which the shape of the sources is followed. */
export interface Structure {
  readonly files: number;
  readonly lines: number;
  readonly meanLines: number;
  /** Share of the lines that are not blank and hold nothing but a comment. */
  readonly commentShare: number;
  /** Files that exactly one other file imports. */
  readonly singleImporter: number;
  /** Folders that reach themselves through other folders' imports. */
  readonly foldersInCycles: readonly string[];
}

/**
 * Measures sources.
 *
 * @param sources every file; none gives zeros
 */
export function structureOf(sources: readonly SourceText[]): Structure {
  const imports = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const importers = new Map<string, number>();
  for (const path of [...imports.values()].flatMap((each) => [...each])) {
    importers.set(path, (importers.get(path) ?? 0) + 1);
  }
  const lines = sources.flatMap(({ text }) => text.replace(/\n$/, '').split('\n'));
  const written = lines.filter((line) => line.trim() !== '');
  const comments = sources.reduce((sum, { text }) => sum + commentLines(text), 0);
  return {
    files: sources.length,
    lines: lines.length,
    meanLines: sources.length === 0 ? 0 : lines.length / sources.length,
    commentShare: written.length === 0 ? 0 : comments / written.length,
    singleImporter: sources.filter(({ path }) => importers.get(path) === 1).length,
    foldersInCycles: cyclesOf(foldersOf(imports)),
  };
}

/** The files that a file imports, each once. */
function importsOf({ path, text }: SourceText): ReadonlySet<string> {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const own = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
  return new Set(own.map(({ fileName }) => join(dirname(path), fileName).replace(/\.js$/, '.ts')));
}

/** Lines that hold nothing but a comment. */
function commentLines(text: string): number {
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    false,
    ts.LanguageVariant.Standard,
    text,
  );
  const starts = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest).getLineStarts();
  const lineOf = (position: number): number => starts.filter((start) => start <= position).length;
  let count = 0;
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const isComment =
      kind === ts.SyntaxKind.SingleLineCommentTrivia ||
      kind === ts.SyntaxKind.MultiLineCommentTrivia;
    if (!isComment) continue;
    const from = scanner.getTokenStart();
    const lineStart = starts[lineOf(from) - 1] ?? 0;
    if (text.slice(lineStart, from).trim() !== '') continue;
    count += lineOf(scanner.getTokenEnd()) - lineOf(from) + 1;
  }
  return count;
}

/** Which folder of the sources imports which others; a file at the root is a folder of its own. */
function foldersOf(
  imports: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const [path, imported] of imports) {
    const own = folderOf(path);
    const seen = folders.get(own) ?? new Set<string>();
    for (const each of imported) if (folderOf(each) !== own) seen.add(folderOf(each));
    folders.set(own, seen);
  }
  return folders;
}

/** The folder of a file. */
function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? path : folder;
}

/** The folders that can be reached from themselves. */
function cyclesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const reaches = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = [...(edges.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(edges.get(next) ?? []));
    }
    return seen;
  };
  return [...edges.keys()].filter((folder) => reaches(folder).has(folder)).sort();
}

/** Every TypeScript file below a folder. */
function readSources(root: string): readonly SourceText[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(process.argv[2] ?? 'src');
  const found = structureOf(readSources(root));
  console.log(
    [
      `${found.lines} lines in ${found.files} files, ${found.meanLines.toFixed(0)} on average`,
      `${(100 * found.commentShare).toFixed(0)} % comments`,
      `${found.singleImporter} files with one importer`,
      `${found.foldersInCycles.length} folders in cycles`,
    ].join('; '),
  );
  if (found.foldersInCycles.length > 0) {
    console.error(`Folders that import each other: ${found.foldersInCycles.join(', ')}.`);
    process.exitCode = 1;
  }
}
