import { describe, expect, test } from '@jest/globals';

import { notesOf } from '../../scripts/notes-of.js';

const CHANGELOG = `# Changelog

## Unreleased

- Not yet.

## [1.10.0] - 2026-02-01

### Added

- A thing.

## 1.1.0 - 2026-01-01

- The first.

## 1.0.0
`;

describe('notesOf', () => {
  test.each([
    ['1.10.0', '### Added\n\n- A thing.'],
    ['1.1.0', '- The first.'],
  ])('gives the section of %s alone', (version, notes) => {
    expect(notesOf(CHANGELOG, version)).toBe(notes);
  });

  test.each([['1.1'], ['2.0.0'], ['1.0.0'], ['']])('refuses %p, which has no notes', (version) => {
    expect(() => notesOf(CHANGELOG, version)).toThrow(
      `CHANGELOG.md has no notes under ## ${version}.`,
    );
  });
});
