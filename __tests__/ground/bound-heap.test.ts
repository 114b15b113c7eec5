import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { boundHeap } from '../../src/process.io.js';

describe('boundHeap', () => {
  test('says nothing and throws nothing', () => {
    expect(boundHeap).not.toThrow();
  });

  test('sets a flag that this V8 knows', () => {
    const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    expect(options).toContain('--heap-growing-percent');
  });
});
