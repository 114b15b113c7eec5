import { describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEventPayload } from '../../src/folders.io.js';
import { systemChance, systemClock } from '../../src/clock.io.js';

describe('system clock', () => {
  test('tells the time, which passes while it sleeps', async () => {
    const before = systemClock.nowMs();
    await systemClock.sleep(5);
    expect(systemClock.nowMs()).toBeGreaterThanOrEqual(before + 4);
  });

  test('no and negative waits end at once', async () => {
    await expect(systemClock.sleep(0)).resolves.toBeUndefined();
    await expect(systemClock.sleep(-1)).resolves.toBeUndefined();
  });

  test('a sleep ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const asleep = systemClock.sleep(2 ** 40, controller.signal);
    controller.abort(reason);
    await expect(asleep).rejects.toBe(reason);
    await expect(systemClock.sleep(1, controller.signal)).rejects.toBe(reason);
  });
});

test('a clock ticks until it is stopped', async () => {
  let ticks = 0;
  await new Promise<void>((ticked) => {
    const stop = systemClock.every(1, () => {
      ticks += 1;
      if (ticks < 3) return;
      stop();
      ticked();
    });
  });
  await systemClock.sleep(10);
  expect(ticks).toBe(3);
});

test('chance is from 0 to 1', () => {
  const numbers = Array.from({ length: 100 }, () => systemChance.next());
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(numbers).size).toBeGreaterThan(90);
});

describe('readEventPayload', () => {
  test('reads the file, and nothing outside Actions', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'event-'));
    const path = join(folder, 'event.json');
    await writeFile(path, '{"action":"opened"}');
    expect(await readEventPayload(path)).toEqual({ action: 'opened' });
    expect(await readEventPayload(undefined)).toBeUndefined();
    expect(await readEventPayload('')).toBeUndefined();
    await writeFile(path, '{"action":');
    await expect(readEventPayload(path)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await rm(folder, { recursive: true });
    await expect(readEventPayload(path)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
