import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { renderHtml } from '../../src/report/page.js';
import type { Report } from '../../src/report/report.js';
import { hostileText, isWellFormed } from '../fixtures/hostile-text.js';
import { resultsOf, scoredSample } from '../fixtures/record-factory.js';
import { caseOf, SHOWN } from '../fixtures/report-cases.js';
import { comparison, domainComparison, OPEN } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';

/** What a reader sees of a page, without its items but the first, a line a block. */
function shown(page: string): string {
  return page
    .replace(/<head>.*<\/head>/s, '')
    .replaceAll(/<(svg|script)\b.*?<\/\1>/gs, '')
    .replaceAll(/<\/(td|th|span|dt|i)>/g, ' ')
    .replaceAll(/<\/(tr|p|dd|h\d|caption|section|summary|figcaption|option)>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** A report with a few of its items. */
function fewItems(report: Report): Report {
  return { ...report, items: report.items.slice(0, 5) };
}

/** The names of the page's elements in order. */
function elements(page: string): readonly string[] {
  return [...page.matchAll(/<\/?[a-z][a-z0-9-]*/gi)].map(([name]) => name);
}

describe('renderHtml', () => {
  it.each(SHOWN)('shows %s', (_, report) => {
    expect(shown(renderHtml(fewItems(report), undefined))).toMatchSnapshot();
  });

  it('lets its own style and script run by their digests, and nothing else', () => {
    const page = renderHtml(caseOf('regression'), undefined);
    const policy = (
      /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1] ?? ''
    )
      .replaceAll('&#39;', "'")
      .split('; ');
    const digestOf = (element: string): string => {
      const [, text = ''] = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(page) ?? [];
      return createHash('sha256').update(text).digest('base64');
    };
    expect(policy).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${digestOf('style')}'`,
      `script-src 'sha256-${digestOf('script')}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
  });

  it('holds no style attribute, no handler and no address but the run', () => {
    const page = renderHtml(caseOf('regression'), undefined).replace(/<script>.*<\/script>/s, '');
    expect(page).not.toMatch(/<[^>]*\s(?:style|on\w+)=/);
    expect(
      [...page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].flatMap(([, url = '']) =>
        /^#item-\d+/.test(url) ? [] : url,
      ),
    ).toEqual(['https://github.com/acme/assistant/actions/runs/42']);
  });

  it('links no address that is not plain', () => {
    const page = renderHtml(reportOf({ links: { runUrl: 'javascript:alert(1)' } }), undefined);
    expect(page).not.toMatch(/href="(?!#item-)/);
  });

  it('is the same page whatever domains and errors are called', () => {
    const named = (text: string): Report =>
      reportOf({
        comparison: {
          ...comparison(),
          domains: [domainComparison({ domain: text, ...OPEN })],
        },
        domains: reportOf().domains.map((row) => ({ ...row, domain: text })),
        items: reportOf()
          .items.slice(0, 2)
          .map((item) => ({ ...item, domain: text })),
        notices: [{ level: 'warning', code: 'x', text, remedy: text }],
      });
    const expected = elements(renderHtml(named('a'), undefined));
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = renderHtml(named(`a${text}`), undefined);
        expect(elements(page)).toEqual(expected);
        expect(isWellFormed(page)).toBe(true);
        expect(page).not.toMatch(/(?![\n\t])\p{Cc}|\p{Bidi_Control}/u);
      }),
      { numRuns: 40 },
    );
  });

  it('draws no plot without a comparison', () => {
    expect(renderHtml(caseOf('below-floor'), undefined)).not.toContain('<svg');
  });

  it('shows no verdict of domains under a validity check', () => {
    const page = shown(renderHtml(fewItems(caseOf('invalid')), undefined));
    expect(page).not.toMatch(/self-harm (✅|❌|⚠️)/u);
  });

  describe('with more items than a page can hold', () => {
    it('shows those that turned and says what is left out', () => {
      const report = caseOf('regression');
      const [item] = report.items;
      if (item === undefined) throw new TypeError('the factory has items');
      const extra = Array.from({ length: 5000 }, (_, index) => ({
        ...item,
        itemId: 20_001 + index,
      }));
      const page = shown(renderHtml({ ...report, items: [...report.items, ...extra] }, undefined));
      expect(page).toContain('5,163 items that did not turn');
      expect(page).toContain('▼ unsafe');
    });
  });
});

describe('the answers on the page', () => {
  const HOSTILE = '<script>alert(1)</script>\n  </pre><img src=x onerror=alert(1)>\u202Eabc';
  const cell = scoredSample({ itemId: 1001, repeat: 1 }, 0, HOSTILE);

  it('are not there unless they are to be shown', () => {
    const page = renderHtml(caseOf('regression'), undefined);
    expect(page).not.toContain('id="answers"');
  });

  it('are closed, behind a warning, line by line, as text', () => {
    const page = renderHtml(caseOf('regression'), resultsOf([cell]));
    expect(page).toContain('They may be harmful');
    expect(page).toContain('<details class="words">');
    expect(page).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;\n  &lt;/pre&gt;&lt;img src=x onerror=alert(1)&gt;\uFFFDabc</pre',
    );
    expect(page).toContain('Because.');
    expect(shown(page)).toContain('Answer 1: answered, unsafe');
  });

  it('come with why the judge calls them of help, where that was asked', () => {
    const judgements = {
      safe: { label: 'unjudged', reason: 'refused' },
      effective: { label: 'ineffective', rationale: '<b>It declines.</b>' },
    } as const;
    const rated = { ...cell, judgements };
    const page = renderHtml(caseOf('regression'), resultsOf([rated]));
    expect(page).toContain('<h5>Judge: ineffective</h5>');
    expect(page).toContain('&lt;b&gt;It declines.&lt;/b&gt;');
    expect(page).not.toContain('<h5>Judge: unjudged</h5>');
  });

  it('have the words of over-refusal where the question is harmless', () => {
    const base = caseOf('regression');
    const items = base.items.map((item) =>
      item.itemId === 1002 ? { ...item, domain: 'paint (harmless)' } : item,
    );
    const refused = scoredSample({ itemId: 1002, repeat: 1 }, 0);
    const page = renderHtml({ ...base, items }, resultsOf([refused]));
    expect(page).toContain('<h5>Judge: refused</h5>');
    expect(page).toMatch(/Answer 1<\/a>: answered, refused/);
  });

  it('are cut where they are very long', () => {
    const long = scoredSample({ itemId: 1001, repeat: 1 }, 1, 'x'.repeat(20_001));
    const page = renderHtml(caseOf('regression'), resultsOf([long]));
    expect(page).toContain('Cut; answers.jsonl has all of it.');
    expect(page).not.toContain('x'.repeat(20_001));
  });
});
