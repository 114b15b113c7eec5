import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shutdownDateIn, shutdownText } from '../../src/model/shutdown-date.js';

const listOf = (...data: readonly unknown[]): string => JSON.stringify({ object: 'list', data });

describe('the day in a list of models', () => {
  test.each<readonly [string, string, string | undefined]>([
    ['as OpenAI says it', listOf({ id: 'j', shutdown_date: '2026-07-01' }), '2026-07-01'],
    ['as OpenRouter says it', listOf({ id: 'j', expiration_date: '2026-07-02' }), '2026-07-02'],
    ['with a time', listOf({ id: 'j', shutdown_date: '2026-07-01T12:00:00Z' }), '2026-07-01'],
    [
      'the earlier one of two',
      listOf({ id: 'j', shutdown_date: '2026-09-01', expiration_date: '2026-08-01' }),
      '2026-08-01',
    ],
    ['none announced', listOf({ id: 'j', shutdown_date: null }), undefined],
    ['another model', listOf({ id: 'k', shutdown_date: '2026-07-01' }), undefined],
    [
      'among what is no model',
      listOf(7, null, { id: 'j', shutdown_date: '2026-07-01' }),
      '2026-07-01',
    ],
    ['no day', listOf({ id: 'j', shutdown_date: '2026-99-99' }), undefined],
    ['a text', listOf({ id: 'j', shutdown_date: 'soon' }), undefined],
    ['no list', '{"models":[]}', undefined],
    ['no JSON', '<html>', undefined],
    ['nothing', '', undefined],
  ])('%s', (_name, text, day) => {
    expect(shutdownDateIn(text, 'j')).toBe(day);
  });

  test('is read of anything without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const said = shutdownDateIn(listOf({ id: 'j', shutdown_date: value }), 'j');
        expect(said ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});

describe('the warning', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');

  test.each<readonly [string | undefined, string | undefined]>([
    [undefined, undefined],
    ['2026-07-02', undefined],
    ['2026-07-01', 'is shut down on 2026-07-01, in 30 days.'],
    ['2026-06-02', 'is shut down on 2026-06-02, in 1 day.'],
    ['2026-05-01', 'is shut down on 2026-05-01, which is over.'],
  ])('of %s', (day, text) => {
    const said = shutdownText('j', day, now);
    expect(said?.slice(said.indexOf('is shut'))).toBe(text);
  });
});
