// Prints the changelog's section of the release tag given as argument; fails when the tag, the
// versions in the sources and the changelog do not agree.
import { readFileSync } from 'node:fs';

import { TOOL_VERSION } from '../src/tool-version.js';
import { notesOf } from './notes-of.js';

const version = (process.argv[2] ?? '').replace(/^v/, '');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
for (const [place, stated] of [
  ['package.json', manifest.version],
  ['src/tool-version.ts', TOOL_VERSION],
] as const) {
  if (stated !== version) throw new Error(`The tag says ${version}, ${place} says ${stated}.`);
}
console.log(notesOf(readFileSync('CHANGELOG.md', 'utf8'), version));
