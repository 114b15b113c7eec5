import { describe, expect, test } from '@jest/globals';
import { EVENTS, eventNameOf, rulesOf, type EventName } from '../../src/config/run-context.js';

const NAMES = Object.keys(EVENTS) as EventName[];

describe('eventNameOf', () => {
  test.each(NAMES.filter((name) => name !== 'none'))('%s is known by its name', (name) => {
    expect(eventNameOf(name)).toBe(name);
  });

  test.each(['issue_comment', 'none', 'constructor', '__proto__', ''])(
    '%j is any other',
    (name) => {
      expect(eventNameOf(name)).toBe('other');
    },
  );
});

describe('the rules of events', () => {
  const rules = NAMES.map((name) => ({ name, ...rulesOf(name) }));

  test('nobody writes by itself but a branch and a release', () => {
    const writers = rules.filter(({ writes }) => writes !== 'nothing').map(({ name }) => name);
    expect(writers).toEqual(['push', 'schedule', 'workflow_dispatch', 'release']);
  });

  test('whoever may hold what a pull request brought accepts no level', () => {
    expect(rules.filter(({ hasOwnTree, mayAccept }) => !hasOwnTree && mayAccept)).toEqual([]);
  });

  test('whoever writes a baseline run may accept, and a release, which is on a tag, may not', () => {
    expect(rules.filter(({ writes, mayAccept }) => writes === 'run' && !mayAccept)).toEqual([]);
    expect(rules.filter(({ writes, mayAccept }) => writes === 'pin' && mayAccept)).toEqual([]);
  });
});
