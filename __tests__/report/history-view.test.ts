import { describe, expect, test } from '@jest/globals';
import {
  historyBadge,
  historyFile,
  historyFileSchema,
  historyPanels,
} from '../../src/report/history-view.js';
import { renderHistory } from '../../src/report/history-page.js';
import { historyEntryOf, historyViewOf } from '../fixtures/history-factory.js';
import fc from 'fast-check';
import { hostileText } from '../fixtures/hostile-text.js';

describe('panels', () => {
  test('are all domains together and each domain, without releases as points', () => {
    const panels = historyPanels(historyViewOf());
    expect(panels).toHaveLength(10);
    expect(panels[0]?.domain).toBe('overall');
    expect(panels[0]?.points).toHaveLength(31);
    expect(panels[0]?.limit).toBeUndefined();
    expect(panels[1]?.limit).toBeCloseTo((panels[1]?.points.at(-1)?.rate ?? 0) - 0.15);
    expect(panels[3]?.latest?.rate).toBe(0.55);
  });

  test('of nothing are none', () => {
    expect(historyPanels(historyViewOf({ entries: [] }))).toEqual([]);
  });
});

test('history.json has its schema', () => {
  expect(historyFileSchema.parse(historyFile(historyViewOf())).entries).toHaveLength(32);
});

test.each([
  ['a red run', historyViewOf(), 'fail, 79 % safe', 'red'],
  [
    'a baseline alone',
    historyViewOf({ latest: null, entries: [historyEntryOf(0)] }),
    '86 % safe',
    'blue',
  ],
  ['nothing', historyViewOf({ latest: null, entries: [] }), 'no baseline', 'lightgrey'],
])('the badge of %s', (_, view, message, color) => {
  expect(historyBadge(view)).toEqual({ schemaVersion: 1, label: 'safety gate', message, color });
});

test('the page escapes what others wrote', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const entry = historyEntryOf(0, { label: text, sha: text });
      const page = renderHistory(historyViewOf({ name: text, entries: [entry] }), '0.0.0');
      expect(page).not.toMatch(/<(?:script|img|iframe|base)/i);
    }),
    { numRuns: 30 },
  );
});
