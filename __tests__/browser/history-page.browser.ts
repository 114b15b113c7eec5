import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { renderHistory } from '../../src/report/history-page.js';
import { historyViewOf } from '../fixtures/history-factory.js';
import { barriers, openFile, picture, startChromium } from './chromium.js';

let browser: Browser;

beforeAll(async () => {
  browser = await startChromium();
});

afterAll(() => browser.close());

describe('the page of a history', () => {
  const html = renderHistory(historyViewOf(), '0.0.0');

  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { width: 360 }],
  ] as const)('is shown without a complaint, a request or a barrier: %s', async (name, view) => {
    const { page, complaints, requests } = await openFile(browser, html, view);
    expect(await page.locator('h1').innerText()).toMatch(/safety over time/i);
    expect(await page.locator('#runs tbody tr').count()).toBe(32);
    expect([complaints, requests]).toEqual([[], []]);
    expect(await barriers(page)).toEqual([]);
    await picture(page, `history-${name}`);
    await page.close();
  });

  test('says that nothing is stored', async () => {
    const empty = renderHistory(historyViewOf({ entries: [], latest: null }), '0.0.0');
    const { page, complaints } = await openFile(browser, empty);
    expect(await page.locator('.sentence').innerText()).toContain('Nothing is stored yet.');
    expect(complaints).toEqual([]);
    await page.close();
  });
});
