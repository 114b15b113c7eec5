import { describe, expect, test } from '@jest/globals';
import type { UpdateBaseline } from '../../../src/core/config/config.js';
import type { EventName } from '../../../src/core/config/events.js';
import { mayPin, mayUpdate } from '../../../src/core/record/may-update.js';
import { contextOf } from '../../fixtures/config-factory.js';

const BRANCH = 'refs/heads/main';

describe('mayUpdate', () => {
  test.each<[UpdateBaseline, EventName, string, boolean]>([
    ['auto', 'schedule', BRANCH, true],
    ['auto', 'push', BRANCH, true],
    ['auto', 'push', 'refs/heads/feature/x', true],
    ['auto', 'push', 'refs/tags/v1', false],
    ['auto', 'workflow_dispatch', BRANCH, true],
    ['auto', 'workflow_dispatch', 'refs/tags/v1', false],
    ['auto', 'pull_request', 'refs/pull/7/merge', false],
    ['auto', 'pull_request_target', BRANCH, false],
    ['auto', 'merge_group', 'refs/heads/gh-readonly-queue/main/pr-7', false],
    ['auto', 'workflow_run', BRANCH, false],
    ['auto', 'release', 'refs/tags/v1', false],
    ['auto', 'other', BRANCH, false],
    ['auto', 'none', '', false],
    ['always', 'workflow_dispatch', BRANCH, true],
    ['always', 'none', '', true],
    ['never', 'schedule', BRANCH, false],
    ['never', 'push', BRANCH, false],
  ])('%s on %s of %s: %s', (update, event, ref, may) => {
    expect(mayUpdate(update, contextOf(event, { ref }))).toBe(may);
  });
});

describe('mayPin', () => {
  test.each<[UpdateBaseline, EventName, boolean, boolean]>([
    ['auto', 'release', true, true],
    ['auto', 'release', false, false],
    ['never', 'release', true, false],
    ['always', 'release', true, false],
    ['auto', 'push', true, false],
    ['auto', 'schedule', false, false],
  ])('%s on %s, a publication %s: %s', (update, event, isPublication, may) => {
    expect(mayPin(update, contextOf(event, { isPublication }))).toBe(may);
  });
});
