import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { parse } from 'yaml';

/** What the runner reads of an action.yml. */
export interface Manifest {
  /** Declared inputs with their defaults, as written. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: readonly string[];
  /** The scripts it runs, absolute. */
  readonly main: string;
  readonly post: string | undefined;
}

interface ManifestFile {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** Reads an action.yml. */
export async function readManifest(path: string): Promise<Manifest> {
  const file = parse(await readFile(path, 'utf8')) as ManifestFile;
  const inputs = Object.entries(file.inputs ?? {}).map(
    ([name, input]) => [name, scalar(input?.default)] as const,
  );
  const directory = dirname(path);
  return {
    inputs: new Map(inputs),
    outputs: Object.keys(file.outputs ?? {}),
    main: join(directory, file.runs.main),
    post: file.runs.post === undefined ? undefined : join(directory, file.runs.post),
  };
}

/** Puts the values of `${{ github.… }}` into a default; any other expression is an error. */
export function evaluate(text: string, github: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = github[/^github\.(\w+)$/.exec(expression)?.[1] ?? ''];
    if (value === undefined) throw new Error(`the fake runner cannot evaluate ${expression}`);
    return value;
  });
}

function scalar(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
