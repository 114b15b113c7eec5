import { describe, expect, test } from '@jest/globals';
import { createActionsLog } from '../../src/actions-log.io.js';
import { fakeClock } from '../fakes/ports.js';
import { parseCommand } from '../fakes/runner/commands.js';
import { linesOf } from './captured.js';

const HOSTILE = [
  '::set-output name=verdict::pass',
  '::error::gone',
  '  ::warning file=a.ts::x',
  '\t\u00a0::add-mask::e',
  'text ##[error]x',
  '##[command]rm',
  'first\n::stop-commands::token',
  'first\r::error::x',
  'first\r\n::error::x',
  'first\u2028::error::x',
  '\u001b[31m::error::x',
  '\u0000::error::x',
  '##\u0000[error]x',
  '##[##[error]x',
];

describe('actions log', () => {
  test.each(HOSTILE)('%j as info or progress is no command', async (text) => {
    const log = createActionsLog(fakeClock());
    const lines = await linesOf(() => {
      log.info(text);
      log.progress(text);
    });
    expect(lines.map((line) => parseCommand(line))).toEqual(lines.map(() => undefined));
    expect(lines.join('')).not.toMatch(/[^\P{Cc}\t\n]/u);
  });

  test.each(HOSTILE)('%j as a warning is one warning', async (text) => {
    const log = createActionsLog(fakeClock());
    const lines = await linesOf(() => log.warning(text));
    expect(lines.map((line) => parseCommand(line)?.name)).toEqual(['warning']);
  });

  test.each(HOSTILE)('%j for debugging is one line for debugging', async (text) => {
    const log = createActionsLog(fakeClock());
    const lines = await linesOf(() => log.debug(text));
    expect(lines.map((line) => parseCommand(line)?.name)).toEqual(['debug']);
  });

  test.each(HOSTILE)('%j as a title is one group', async (text) => {
    const log = createActionsLog(fakeClock());
    const lines = await linesOf(() => log.group(text, () => Promise.resolve()));
    expect(lines.map((line) => parseCommand(line)?.name)).toEqual(['group', 'endgroup']);
  });

  test('ordinary text is left alone', async () => {
    const log = createActionsLog(fakeClock());
    const text = 'asked http://[::1]:8000/v1\n  indented: a::b #[1] 100 %';
    expect(await linesOf(() => log.info(text))).toEqual(text.split('\n'));
  });

  test('a group is closed when its work fails, and gives what the work gave', async () => {
    const log = createActionsLog(fakeClock());
    const failing = log.group.bind(log, 'a', () => Promise.reject(new Error('no')));
    const lines = await linesOf(() => expect(failing()).rejects.toThrow('no'));
    expect(lines).toEqual(['::group::a', '::endgroup::']);
    await linesOf(async () => {
      expect(await log.group('b', () => Promise.resolve(7))).toBe(7);
    });
  });

  test('progress is thinned out, and its last line is never lost', async () => {
    const clock = fakeClock(1000);
    const log = createActionsLog(clock);
    const lines = await linesOf(() =>
      log.group('Sweep', async () => {
        for (let done = 1; done <= 13; done += 1) {
          log.progress(`${done} of 13`);
          clock.advance(1000);
        }
      }),
    );
    const shown = ['1 of 13', '6 of 13', '11 of 13', '13 of 13'];
    expect(lines).toEqual(['::group::Sweep', ...shown, '::endgroup::']);
  });

  test('it knows when it last printed, which progress that is kept back does not change', async () => {
    const clock = fakeClock(1000);
    const log = createActionsLog(clock);
    expect(log.printedMs()).toBe(-Infinity);
    await linesOf(async () => {
      for (const print of [
        () => log.info('a'),
        () => log.warning('b'),
        () => void log.group('c', () => Promise.resolve()),
        () => log.progress('d'),
      ]) {
        clock.advance(7000);
        print();
        expect(log.printedMs()).toBe(clock.nowMs());
      }
      clock.advance(1000);
      log.progress('e');
      expect(log.printedMs()).toBe(clock.nowMs() - 1000);
    });
  });

  test('a line in between does not overtake the progress before it', async () => {
    const log = createActionsLog(fakeClock());
    const lines = await linesOf(() => {
      log.progress('1 of 2');
      log.progress('2 of 2');
      log.info('done');
    });
    expect(lines).toEqual(['1 of 2', '2 of 2', 'done']);
  });
});
