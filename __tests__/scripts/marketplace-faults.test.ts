import { readdirSync } from 'node:fs';

import { expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';

import { actionMetadata } from '../../scripts/action-metadata.js';
import { marketplaceFaults } from '../../scripts/marketplace-faults.js';

const ROOT = ['README.md', 'action.yml', 'src'];
const MANIFEST = parse(actionMetadata()) as Readonly<Record<string, unknown>>;

const faultsOf = (change: Readonly<Record<string, unknown>>): string =>
  marketplaceFaults(stringify({ ...MANIFEST, ...change }), ROOT).join('\n');

test('the Marketplace takes the action as it is', () => {
  expect(marketplaceFaults(actionMetadata(), readdirSync('.'))).toEqual([]);
});

test('a description of 124 characters is taken', () => {
  expect(faultsOf({ description: 'x'.repeat(124) })).toBe('');
});

test.each([
  ['a description of 125 characters', { description: 'x'.repeat(125) }, 'description'],
  ['no description', { description: '' }, 'description'],
  ['a description of two lines', { description: 'a\nb' }, 'several lines'],
  ['no name', { name: '' }, 'name'],
  ['the name of a category', { name: 'Code Quality' }, 'category'],
  ['no branding', { branding: undefined }, 'branding'],
  ['an icon that is left out of the list', { branding: { icon: 'coffee', color: 'red' } }, 'icon'],
  ['a colour of its own', { branding: { icon: 'shield', color: 'teal' } }, 'color'],
])('it does not take %s', (_name, change, fault) => {
  expect(faultsOf(change)).toContain(fault);
});

test.each([
  ['two manifests', [...ROOT, 'action.yaml'], 'action.yml, action.yaml'],
  ['a Dockerfile alongside it', [...ROOT, 'Dockerfile'], 'Dockerfile'],
  ['no manifest', ['README.md'], 'no action.yml'],
  ['no README', ['action.yml'], 'README.md'],
])('it does not take %s', (_name, root, fault) => {
  expect(marketplaceFaults(actionMetadata(), root).join('\n')).toContain(fault);
});
