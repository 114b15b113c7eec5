import { existsSync } from 'node:fs';
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createPendingStore, parsePending } from '../../src/baseline/certain-save.io.js';
import { redactorOf } from '../../src/redact/redactor.js';
import { fakeBaselineStore } from '../fakes/ports/baseline-store.js';
import { baselineOf, baselineRunOf } from '../fixtures/record-factory.js';
import { type BaselineSaved, parseBaseline } from '../../src/baseline/baseline-file.js';

const BASELINE = baselineOf([baselineRunOf()]);
const FAILED: BaselineSaved = { saved: false, problem: 'The service is away.' };

let path = '';
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'siuo-gate-pending-')), 'pending', 'default.json');
});

/** The baseline that was left behind. */
const leftBehind = async () => parseBaseline(await readFile(path), 'default');

describe('createPendingStore', () => {
  test('finds what its store finds', async () => {
    const inner = fakeBaselineStore(BASELINE);
    const store = createPendingStore(inner, path, redactorOf([]));
    expect(await store.find('key 1')).toMatchObject({ kind: 'found', baseline: BASELINE });
    expect(inner.preferred).toEqual(['key 1']);
    expect(existsSync(path)).toBe(false);
  });

  test('leaves nothing behind once it is saved', async () => {
    const inner = fakeBaselineStore(undefined);
    expect(await createPendingStore(inner, path, redactorOf([])).save(BASELINE)).toEqual({
      saved: true,
      where: 'memory',
    });
    expect(inner.saved).toEqual([BASELINE]);
    expect(existsSync(path)).toBe(false);
  });

  test('has the file in place, for its owner only, while it is being saved', async () => {
    let [mode, isWhole] = [0, false];
    const inner = fakeBaselineStore(undefined, async () => {
      mode = (await stat(path)).mode & 0o077;
      isWhole = (await leftBehind()).ok;
      return { saved: true, where: 'memory' };
    });
    await createPendingStore(inner, path, redactorOf([])).save(BASELINE);
    expect([mode, isWhole]).toEqual([0, true]);
  });

  test('tells what it leaves, and then that nothing is left, unless it is refused', async () => {
    const told: (string | undefined)[] = [];
    const left = (text: string | undefined): void => void told.push(text);
    await createPendingStore(fakeBaselineStore(undefined), path, redactorOf([]), left).save(
      BASELINE,
    );
    expect(told).toEqual([JSON.stringify(BASELINE), undefined]);
    const refusing = fakeBaselineStore(undefined, async () => FAILED);
    await createPendingStore(refusing, path, redactorOf([]), left).save(BASELINE);
    expect(told.slice(2)).toEqual([await readFile(path, 'utf8')]);
  });

  test('leaves the texts behind with it, apart again for who saves them', async () => {
    const inner = fakeBaselineStore(undefined, async () => FAILED);
    const texts = { added: new Map([['answers-1-a.enc', 'sealed']]), stay: 'encrypted' } as const;
    await createPendingStore(inner, path, redactorOf([])).save(BASELINE, texts);
    const left = parsePending(await readFile(path));
    expect(parseBaseline(left.baseline, 'default')).toEqual({ ok: true, baseline: BASELINE });
    expect(left.texts).toEqual(texts);
    const alone = new TextEncoder().encode(JSON.stringify(BASELINE));
    expect(parsePending(alone)).toEqual({ baseline: alone, texts: undefined });
  });

  test('leaves it behind when it is refused', async () => {
    const inner = fakeBaselineStore(undefined, async () => FAILED);
    expect(await createPendingStore(inner, path, redactorOf([])).save(BASELINE)).toEqual(FAILED);
    expect(await leftBehind()).toEqual({ ok: true, baseline: BASELINE });
  });

  test('leaves it behind when saving breaks', async () => {
    const inner = fakeBaselineStore(undefined, () => Promise.reject(new Error('killed')));
    await expect(createPendingStore(inner, path, redactorOf([])).save(BASELINE)).rejects.toThrow(
      'killed',
    );
    expect(await leftBehind()).toEqual({ ok: true, baseline: BASELINE });
  });
});
