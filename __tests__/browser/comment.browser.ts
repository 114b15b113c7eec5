import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Browser } from 'playwright-core';
import { renderComment } from '../../src/report/comment.js';
import { hostileName } from '../fixtures/hostile-text.js';
import { caseOf, CASES, ERROR_CASES } from '../fixtures/report-cases.js';
import { comparison, domainComparison, REGRESSED } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';
import { barriers, openFile, picture, startChromium } from './chromium.js';

const style = readFileSync(
  createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'),
  'utf8',
);

/** Every link that a comment may have. */
const OWN_LINKS = ['Run and report files', 'Artifacts', 'How to read this', 'the statistics'];

let browser: Browser;

beforeAll(async () => {
  browser = await startChromium();
});

afterAll(() => browser.close());

/** A comment as GitHub shows it: its Markdown, the HTML in it kept, in its style and width. */
function asGithub(markdown: string): string {
  const body = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Comment</title>
<style>${style} body { margin: 0 } main { max-width: 880px; margin: 0 auto; padding: 16px }</style></head>
<body><main class="markdown-body"><h1>Pull request</h1><h2>Comments</h2>${body}</main></body></html>`;
}

describe.each(Object.entries({ ...CASES, ...ERROR_CASES }))('the comment of %s', (name, report) => {
  test('is headline, sentence, table and folds that are closed', async () => {
    const { page } = await openFile(browser, asGithub(renderComment(report)), { width: 912 });
    expect(await page.locator('h3').innerText()).toMatch(/(pass|fail|inconclusive|error)/);
    const sentence = page.locator('h3 + p');
    expect(await sentence.locator('strong').innerText()).toBe(await sentence.innerText());
    for (const fold of await page.locator('details').all()) {
      expect(await fold.getAttribute('open')).toBeNull();
    }
    const links = new Set(await page.getByRole('link').allInnerTexts());
    expect([...links].filter((link) => !OWN_LINKS.includes(link))).toEqual([]);
    expect(links).toContain('Run and report files');
    expect(await page.locator('main').innerText()).not.toContain('\u200B');
    expect(await page.locator('main').innerText()).not.toMatch(/\*\*|\||&\w+;|<\/?\w+>/);
    await picture(page, `comment-${name}`);
    await page.close();
  });
});

describe('the comment of a regression on a phone', () => {
  test('shows the verdict of every domain without scrolling sideways', async () => {
    const markdown = renderComment(caseOf('regression'));
    const { page } = await openFile(browser, asGithub(markdown), { width: 360 });
    for (const cell of await page.locator('td:nth-child(2)').all()) {
      const box = await cell.boundingBox();
      expect((box?.x ?? 999) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
    }
    await picture(page, 'comment-regression-360');
    await page.close();
  });
});

describe('the comment of a run with hostile names', () => {
  const domains = Array.from({ length: 40 }, (_, index) =>
    domainComparison({ domain: hostileName(index), ...REGRESSED }),
  );
  const report = reportOf({
    verdict: { verdict: 'fail', reason: 'regression', failed: true },
    comparison: { ...comparison(), domains },
  });

  test('links the run only, and shows every name in a sample of its own', async () => {
    const { page, requests } = await openFile(browser, asGithub(renderComment(report)));
    const links = await page.getByRole('link').allInnerTexts();
    expect(links.filter((link) => !OWN_LINKS.includes(link))).toEqual([]);
    expect(await page.locator('tbody tr').count()).toBe(41);
    expect(await page.locator('tbody tr:has(td:nth-child(7))').count()).toBe(0);
    expect(await page.locator('img, input, h4, blockquote, ol, hr, del, em').count()).toBe(0);
    expect(requests).toEqual([]);
    // That a wide table scrolls is GitHub's own style.
    const found = await barriers(page);
    expect(found.filter((barrier) => !barrier.startsWith('scrollable-region'))).toEqual([]);
    await page.close();
  });
});
