import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The manifests of benchmarks/ by id, as the program reads them. */
export function benchmarkManifests(): string {
  const manifests = readdirSync('benchmarks')
    .filter((name) => name.endsWith('.yml'))
    .sort()

    .map((name): readonly [string, unknown] => [
      name.replace(/\.yml$/, ''),
      parse(readFileSync(`benchmarks/${name}`, 'utf8')),
    ]);
  return `${JSON.stringify(Object.fromEntries(manifests), null, 2)}\n`;
}
