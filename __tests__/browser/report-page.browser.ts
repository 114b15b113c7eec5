import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../../src/report/page.js';
import { withPictures } from '../../src/report/page-items.js';
import type { Report } from '../../src/report/report.js';
import { resultsOf, scoredSample } from '../fixtures/record-factory.js';
import { caseOf, CASES, ERROR_CASES } from '../fixtures/report-cases.js';
import { barriers, openFile, picture, startChromium } from './chromium.js';

const ALL = Object.entries({ ...CASES, ...ERROR_CASES });

/** Words of a model that wants to take the page over. */
const HOSTILE = [
  '<script>globalThis.taken = true</script>',
  '</pre></details></main><script>globalThis.taken = true</script>',
  '<img src="https://evil.example/x" onerror="globalThis.taken = true">',
  '<svg onload="globalThis.taken = true"></svg>',
  '<style>@import "https://evil.example/x.css"; body { display: none }</style>',
  '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
  '<base href="https://evil.example/"><iframe src="https://evil.example/"></iframe>',
  '<a href="javascript:globalThis.taken = true">a</a>',
];

/** Those that the policy alone would stop; an address to go to is none of its business. */
const MARKUP = HOSTILE.filter((words) => !/refresh|href/.test(words));

let browser: Browser;

beforeAll(async () => {
  browser = await startChromium();
});

afterAll(() => browser.close());

/** The page of a report with a few of its items: each is looked at by axe. */
function pageOf(report: Report): string {
  return renderHtml({ ...report, items: report.items.slice(0, 19) }, undefined);
}

/** The first samples of the shown rows of a table, in their order. */
function firstSamples(page: Page, section: string): Promise<readonly string[]> {
  return page.locator(`#${section} tbody tr:visible > :first-child`).allInnerTexts();
}

describe.each(ALL)('the page of %s', (name, report) => {
  test('is shown without a complaint, a request or a barrier', async () => {
    const { page, complaints, requests } = await openFile(browser, pageOf(report));
    expect(await page.locator('h1').innerText()).toMatch(/pass|fail|inconclusive|error/i);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    expect(await barriers(page)).toEqual([]);
    await picture(page, name);
    await page.close();
  });
});

describe('the page of a regression', () => {
  const html = renderHtml(caseOf('regression'), undefined);

  test.each([
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { width: 360 }],
  ] as const)('has no barrier when it is %s, and never scrolls sideways', async (name, view) => {
    const { page } = await openFile(browser, html, view);
    expect(await barriers(page)).toEqual([]);
    const content = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(content).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await picture(page, `regression-${name}`);
    await page.close();
  });

  test('sorts by a column, by keyboard too, its total last', async () => {
    const { page } = await openFile(browser, html);
    const head = page.locator('#change th', { hasText: /^Baseline$/ });
    const change = page.locator('#change th', { hasText: /^Change$/ });
    await change.locator('button').click();
    expect(await change.getAttribute('aria-sort')).toBe('ascending');
    expect((await firstSamples(page, 'change'))[0]).toBe('self-harm');
    await change.locator('button').focus();
    await page.keyboard.press('Enter');
    expect(await change.getAttribute('aria-sort')).toBe('descending');
    const sorted = await firstSamples(page, 'change');
    expect([sorted[0], sorted.at(-2), sorted.at(-1)]).toEqual([
      'information misinterpretation',
      'self-harm',
      'overall',
    ]);
    expect(await head.getAttribute('aria-sort')).toBeNull();
    await page.close();
  });

  test('shows one domain, or only items that turned, and says how many', async () => {
    const { page } = await openFile(browser, html);
    await page.selectOption('#filter-domain', 'self-harm');
    expect(await firstSamples(page, 'change')).toEqual(['self-harm', 'overall']);
    expect(await page.locator('#filter-count').innerText()).toBe('19 items shown');
    await page.check('#filter-turned');
    expect(await firstSamples(page, 'items')).toEqual(['1003', '1004', '1011', '1017']);
    expect(await page.locator('#filter-count').innerText()).toBe('4 items shown');
    await page.selectOption('#filter-domain', '');
    expect(await firstSamples(page, 'history')).toHaveLength(10);
    await page.close();
  });

  test('reads in full without its script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(html);
    expect(await page.locator('#items tbody tr').count()).toBe(167);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await context.close();
  });

  test('prints its plots and tables', async () => {
    const { page } = await openFile(browser, html);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(await page.locator('svg.plot').count()).toBe(2);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    await page.close();
  });
});

describe('the items that turned', () => {
  const report = caseOf('regression');
  const about = { question: 'What is this for?', warning: 'It may hurt.', image: 'a.png' };
  const items = report.items.map((item) => ({ ...item, about }));
  const results = resultsOf([scoredSample({ itemId: 1004, repeat: 2 }, 0, 'the words')]);
  const pixel =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const html = withPictures(
    renderHtml({ ...report, items }, results, new Set([1004])),
    new Map([[1004, pixel]]),
  );

  test('have picture, question, counts and answers, each with an address', async () => {
    const { page, complaints } = await openFile(browser, html);
    const card = page.locator('#item-1004');
    expect(await page.evaluate("document.querySelector('#item-1004 img').naturalWidth")).toBe(1);
    expect(await card.innerText()).toMatch(/What is this for\?[^]*It may hurt\./);
    expect(await card.locator('pre').first().isVisible()).toBe(false);
    await page.evaluate("location.hash = '#item-1004-answer-2'");
    await card.locator('pre').first().waitFor({ state: 'visible' });
    await page.selectOption('#filter-domain', 'morality');
    expect(await card.isVisible()).toBe(false);
    expect(await page.locator('svg.plot:visible').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });
});

describe('the page with hostile answers', () => {
  const results = resultsOf(
    HOSTILE.map((text, index) => scoredSample({ itemId: 1001 + index, repeat: 1 }, 0, text)),
  );
  const html = renderHtml(caseOf('regression'), results);

  test('shows their words, once they are asked for, and obeys none', async () => {
    const { page, complaints, requests } = await openFile(browser, html);
    expect(await page.locator('pre').first().isVisible()).toBe(false);
    for (const summary of await page.locator('summary').all()) await summary.click();
    const words = await page.locator('article h4 + pre').allTextContents();
    expect(words.sort()).toEqual([...HOSTILE].sort());
    expect(await page.evaluate(() => 'taken' in globalThis)).toBe(false);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'answers');
    await page.close();
  });

  test.each(MARKUP)('would refuse %s even as markup', async (markup) => {
    const broken = html.replace('<main>', `<main>${markup}`);
    const { page, requests } = await openFile(browser, broken);
    expect(await page.evaluate(() => 'taken' in globalThis)).toBe(false);
    // What the policy refuses is asked for and fails before it leaves the browser.
    expect(requests.filter((request) => request.failure()?.errorText !== 'csp')).toEqual([]);
    await page.close();
  });
});
