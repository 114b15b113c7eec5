import { describe, expect, test } from '@jest/globals';
import { createTerminalLog } from '../../src/terminal-log.io.js';
import { fakeClock } from '../fakes/ports.js';

/** A log and what it wrote, on a terminal of 20 columns or into a file. */
function start(isTTY: boolean, environment: Record<string, string> = {}) {
  const clock = fakeClock();
  let text = '';
  const stream = { isTTY, columns: 20, write: (chunk: string) => (text += chunk) };
  return { clock, log: createTerminalLog({ stream, environment, clock }), written: () => text };
}

describe('terminal log into a file', () => {
  test('is plain lines', async () => {
    const { log, written } = start(false);
    log.info('one\ntwo');
    log.warning('careful');
    await log.group('Sweep', () => Promise.resolve());
    expect(written()).toBe('one\ntwo\nWarning: careful\nSweep\n');
  });

  test.each([
    ['', {}],
    ['a fault\n', { RUNNER_DEBUG: '1' }],
  ])('shows %j of a line for debugging', (shown, environment) => {
    const { log, written } = start(false, environment);
    log.debug('a fault');
    expect(written()).toBe(shown);
  });

  test('progress is a line now and then, and the last one', async () => {
    const { log, clock, written } = start(false);
    await log.group('Sweep', async () => {
      for (let done = 1; done <= 13; done += 1) {
        log.progress(`${done} of 13`);
        clock.advance(1000);
      }
    });
    expect(written()).toBe('Sweep\n1 of 13\n11 of 13\n13 of 13\n');
  });
});

describe.each([true, false])('terminal log; on a terminal: %s', (isTTY) => {
  test('knows when it last printed', () => {
    const { log, clock } = start(isTTY);
    expect(log.printedMs()).toBe(-Infinity);
    for (const name of ['info', 'warning', 'progress'] as const) {
      clock.advance(20_000);
      log[name]('text');
      expect(log.printedMs()).toBe(clock.nowMs());
    }
  });
});

describe('terminal log on a terminal', () => {
  test('progress replaces itself, and other lines replace it', () => {
    const { log, clock, written } = start(true, { NO_COLOR: '1' });
    log.progress('1 of 2');
    clock.advance(1000);
    log.progress('2 of 2');
    log.info('done');
    expect(written()).toBe('\r\u001b[2K1 of 2\r\u001b[2K2 of 2\r\u001b[2Kdone\n');
  });

  test('the last progress of a group stays', async () => {
    const { log, written } = start(true, { NO_COLOR: '1' });
    await log.group('Sweep', async () => {
      log.progress('1 of 2');
      log.progress('2 of 2');
    });
    log.info('done');
    expect(written()).toBe('Sweep\n\r\u001b[2K1 of 2\r\u001b[2K2 of 2\ndone\n');
  });

  test('progress never wraps', () => {
    const { log, written } = start(true);
    log.progress('x'.repeat(50));
    expect(written()).toBe(`\r\u001b[2K${'x'.repeat(19)}`);
  });

  test('titles and warnings are styled, but not with NO_COLOR', async () => {
    const coloured = start(true);
    await coloured.log.group('Sweep', () => Promise.resolve());
    coloured.log.warning('careful');
    expect(coloured.written()).toBe(
      '\u001b[1mSweep\u001b[0m\n\u001b[33mWarning: careful\u001b[0m\n',
    );
    const plain = start(true, { NO_COLOR: '1' });
    plain.log.warning('careful');
    expect(plain.written()).toBe('Warning: careful\n');
  });

  test('a dumb terminal gets plain lines', () => {
    const { log, written } = start(true, { TERM: 'dumb' });
    log.progress('1 of 2');
    log.warning('careful');
    expect(written()).toBe('1 of 2\nWarning: careful\n');
  });

  test('text of others cannot move the cursor', () => {
    const { log, written } = start(true, { NO_COLOR: '1' });
    log.info('a\u001b[2Jb\rc\bd');
    expect(written()).toBe('a[2Jb\ncd\n');
  });
});
