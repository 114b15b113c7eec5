import { describe, expect, it } from '@jest/globals';
import type { Verdict, VerdictReason } from '../../src/decide/verdict.js';
import { annotationsOf } from '../../src/report/annotations.js';
import { commitStatus } from '../../src/report/commit-status.js';
import { renderHtml } from '../../src/report/page.js';
import { renderJunit } from '../../src/report/junit.js';
import type { Report } from '../../src/report/report.js';
import { notSaved } from '../../src/report/notices.js';
import { renderComment } from '../../src/report/comment.js';
import { renderSummary } from '../../src/report/step-summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import fc from 'fast-check';
import { summaryOf } from '../../src/report/summary.js';
import { summarySchema } from '../../src/report/summary-schema.js';
import { hostileText } from '../fixtures/hostile-text.js';
import { caseOf, CASES, ERROR_CASES, SHOWN } from '../fixtures/report-cases.js';
import { comparison } from '../fixtures/comparison-factory.js';
import { domainRates, countsOf, reportOf } from '../fixtures/report-factory.js';

describe.each(SHOWN)('%s', (_, report) => {
  it('has a comment', () => {
    expect(renderComment(report)).toMatchSnapshot();
  });

  it('has a step summary', () => {
    expect(renderSummary(report)).toMatchSnapshot();
  });

  it('has an end in the terminal', () => {
    expect(renderTerminal(report, { color: false, width: 100 })).toMatchSnapshot();
  });
});

describe.each(Object.entries({ ...CASES, ...ERROR_CASES }))('%s, in any format', (_, report) => {
  it.each([
    ['comment', renderComment(report)],
    ['step summary', renderSummary(report)],
    ['terminal', renderTerminal(report, { color: false, width: 100 })],
    ['page', renderHtml(report, undefined).replace(/<script>.*<\/script>/s, '')],
    ['JUnit', renderJunit(report)],
  ])('has no hole: %s', (_name, text) => {
    expect(text).not.toMatch(/undefined|NaN|\[object|: {2}|\*\*\*\*/);
  });
});

/** Every place that tells a reader at a glance what a run came to. */
const HEADLINES: Readonly<Record<string, (report: Report) => string>> = {
  comment: (report) => renderComment(report).split('\n')[0] ?? '',
  summary: (report) => renderSummary(report).split('\n')[0] ?? '',
  terminal: (report) => renderTerminal(report, { color: false, width: 100 }).split('\n')[0] ?? '',
  page: (report) => /<header[^]*?<\/h1>/.exec(renderHtml(report, undefined))?.[0] ?? '',
};

const SAVE_FAILED = notSaved('The store is full');

describe('what a run looks like follows whether its check fails', () => {
  const reasons: readonly VerdictReason[] = [
    { verdict: 'pass', reason: 'no-regression' },
    { verdict: 'pass', reason: 'baseline-created' },
    { verdict: 'fail', reason: 'regression' },
    { verdict: 'inconclusive', reason: 'insufficient-evidence' },
    { verdict: 'inconclusive', reason: 'no-baseline' },
    { verdict: 'error', reason: 'endpoint' },
  ];
  const outcomes = reasons.flatMap((reason) =>
    [true, false].map((failed): Verdict => ({ ...reason, failed })),
  );

  describe.each(Object.entries(HEADLINES))('%s', (_name, headline) => {
    it.each(outcomes)('$verdict, $reason, failed: $failed', (verdict) => {
      const text = headline(reportOf({ verdict }));
      const isGreen = verdict.verdict === 'pass' && !verdict.failed;
      expect(/✅|class="verdict pass"/u.test(text)).toBe(isGreen);
      expect(/❌|🛑/u.test(text)).toBe(verdict.failed);
      expect(text).toContain(verdict.verdict);
    });
  });

  it.each([
    ['success', { verdict: 'pass', reason: 'no-regression', failed: false }],
    ['failure', { verdict: 'pass', reason: 'no-regression', failed: true }],
    ['failure', { verdict: 'inconclusive', reason: 'no-baseline', failed: true }],
    ['success', { verdict: 'inconclusive', reason: 'no-baseline', failed: false }],
    ['error', { verdict: 'error', reason: 'endpoint', failed: true }],
  ] as const)('the status is %s of %j', (state, verdict) => {
    expect(commitStatus(reportOf({ verdict }), 'default').state).toBe(state);
  });
});

describe('a baseline that was to be saved and was not', () => {
  const report = reportOf({
    verdict: { verdict: 'pass', reason: 'baseline-created', failed: true },
    baselineUpdate: { updated: false, text: 'The store is full' },
    notices: [SAVE_FAILED],
  });
  const texts: Readonly<Record<string, string>> = {
    comment: renderComment(report),
    summary: renderSummary(report),
    terminal: renderTerminal(report, { color: false, width: 1000 }),
    page: renderHtml(report, undefined),
    annotations: annotationsOf(report)
      .map(({ message }) => message)
      .join('\n'),
    status: commitStatus(report, 'default').description,
    junit: renderJunit(report),
  };

  it.each(Object.entries(texts))('is why the check fails, said once: %s', (_name, text) => {
    expect(text.match(/The store is full/g)).toHaveLength(1);
    expect(text).toMatch(/The baseline was not saved: The store is full\./);
  });

  it('is an error alongside the run, although the verdict is a pass', () => {
    expect(annotationsOf(report)).toEqual([
      expect.objectContaining({ level: 'error', title: 'siuo-gate: pass (fails the check)' }),
    ]);
  });

  it('resolves no earlier failure', () => {
    const failing = { ...caseOf('resolved'), notices: [SAVE_FAILED] };
    const verdict = { ...failing.verdict, failed: true };
    expect(renderComment({ ...failing, verdict })).not.toContain('**Resolved:**');
  });
});

describe('renderComment', () => {
  const domainsOf = (text: string): readonly string[] =>
    [...text.matchAll(/^\| \**([a-z][^|*]*[a-z])\** \|/gm)].map(([, name]) => name ?? '');

  it('begins with the verdict and its sentence', () => {
    const [title, , sentence] = renderComment(caseOf('regression')).split('\n');
    expect(title).toBe('### ❌ fail · safety gate');
    expect(sentence).toMatch(/^\*\*self\\?-harm got less safe\\?\. Of 57 new answers 19 were safe/);
  });

  it('orders domains by what matters', () => {
    expect(domainsOf(renderComment(caseOf('regression'))).slice(0, 4)).toEqual([
      'domain',
      'self-harm',
      'privacy violation',
      'dangerous behavior',
    ]);
  });

  it('shows no mark of domains under a validity check', () => {
    const [, ...rest] = renderComment(caseOf('invalid')).split('\n');
    expect(rest.join('\n')).not.toMatch(/✅|❌/u);
  });

  it('links no address that is not plain', () => {
    const OWN = /\]\(<https:\/\/github\.com\/siuo-gate\//g;
    const link = (runUrl: string): string =>
      renderComment(reportOf({ links: { runUrl } })).replaceAll(OWN, '');
    expect(link('javascript:alert(1)')).not.toContain('](');
    expect(link('https://x.example/>) @octocat')).not.toContain('octocat');
    expect(link('')).not.toContain('](');
  });

  it('names the licence of siuo only', () => {
    const of = (id: string): string => {
      const { protocol } = reportOf();
      if (protocol === undefined) throw new TypeError('the factory has a protocol');
      return renderComment(reportOf({ protocol: { ...protocol, dataset: { id, revision: '1' } } }));
    };
    expect(of('siuo')).toContain('CC BY-NC 4.0, research use');
    expect(of('smoke')).not.toContain('CC BY-NC');
  });

  describe('when a domain shares no scored item', () => {
    it('shows no figures of it', () => {
      const report = reportOf({
        comparison: comparison({ morality: { sharedItems: 0, verdict: 'open' } }),
      });
      expect(renderComment(report)).toContain('| morality | ⚠️\u00A0open | – | – | – | – |');
    });
  });

  describe('when a domain has no score in a run alone', () => {
    it('shows no rate of it, last', () => {
      const unscored = domainRates({
        domain: 'morality',
        safeRate: 0,
        counts: countsOf(3, { failed: 3 }),
      });
      const report = reportOf({ comparison: undefined, domains: [unscored, domainRates()] });
      expect(renderComment(report)).toMatch(/\| self-harm .*\n\| morality \| – \| 0 \| 19 \|/);
    });
  });
});

describe('a comment after a failure', () => {
  const [failure] = caseOf('resolved').earlierVerdicts;
  if (failure === undefined) throw new TypeError('the case has an earlier verdict');
  const since = (...verdicts: readonly ('pass' | 'inconclusive' | 'error')[]): string =>
    renderComment({
      ...caseOf('resolved'),
      earlierVerdicts: [failure, ...verdicts.map((verdict) => ({ ...failure, verdict }))],
    });

  it('says at once what a pass resolves, whatever could not be decided since', () => {
    expect(since().split('\n')[4]).toBe(
      '**Resolved:** regression in run 40.1 on commit `0123456789ab`; it is no longer present in this run.',
    );
    expect(since('inconclusive', 'error')).toContain('**Resolved:**');
  });

  it('resolves nothing twice, and nothing that still fails', () => {
    expect(since('pass')).not.toContain('**Resolved:**');
    const failing = { ...caseOf('regression'), earlierVerdicts: [failure] };
    expect(renderComment(failing)).not.toContain('**Resolved:**');
  });

  it('calls a pass on the commit that failed what it is', () => {
    const report = caseOf('resolved');
    const sha = report.provenance?.sha ?? '';
    const again = renderComment({ ...report, earlierVerdicts: [{ ...failure, sha }] });
    expect(again).toContain(
      '**Passes now, on the same commit that failed:** regression in run 40.1',
    );
    expect(again).not.toContain('**Resolved:**');
  });
});

describe('renderTerminal', () => {
  const report = caseOf('regression');

  it('colours marks only when asked', () => {
    expect(renderTerminal(report, { color: false, width: 100 })).not.toContain('\u001B');
    const colored = renderTerminal(report, { color: true, width: 100 });
    expect(colored).toContain('❌ \u001B[1;31mfail\u001B[0m');
    expect(colored).toContain('❌ \u001B[1;31mregressed\u001B[0m');
  });

  it('wraps sentences to the width', () => {
    const lines = renderTerminal(report, { color: false, width: 60 }).split('\n');
    const sentences = lines.filter((line) => !/\d \(|baseline +this run|of \d/.test(line));
    expect(Math.max(...sentences.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe('what failed', () => {
  const WORDS = 'At most 0 images may be provided: `limit` <b>&amp;</b> @octocat ::error::';
  const report = reportOf({
    overall: domainRates({
      domain: 'overall',
      counts: countsOf(501, { failed: 7, 'unjudged-failed': 2 }),
    }),
    failures: [
      { of: 'model', cause: 'rejected', status: 400, count: 5, example: WORDS },
      { of: 'model', cause: 'timeout', status: null, count: 2, example: '' },
      { of: 'judge', cause: 'server', status: 429, count: 2, example: 'Slow down.' },
    ],
  });

  it('is in the comment’s details and the summary: causes, counts, and words as code', () => {
    const line =
      '- Failures: 5 answers: the server rejected the request (status 400), e.g. ``At most 0 images may be provided: `limit` <b>&amp;</b> @octocat ::error::``; 2 answers: no reply in time; 2 judge calls: the server is busy (status 429), e.g. `Slow down.`';
    expect(renderComment(report).split('\n')).toContain(line);
    expect(renderSummary(report).split('\n')).toContain(line);
  });

  it('is in the terminal, where no runner obeys it', () => {
    const text = renderTerminal(report, { color: false, width: 2000 });
    expect(text).toContain(
      'Failures: 5 answers: the server rejected the request (status 400): “At most 0 images may be provided: `limit` <b>&amp;</b> @octocat : :error: :”; 2 answers: no reply in time; 2 judge calls: the server is busy (status 429): “Slow down.”',
    );
  });

  it('is in the page, as text', () => {
    const page = renderHtml(report, undefined);
    expect(page).toContain(
      '<code>At most 0 images may be provided: `limit` &lt;b&gt;&amp;amp;&lt;/b&gt; @octocat ::error::</code>',
    );
    expect(page).toContain('5 answers: the server rejected the request (status 400)');
  });

  it('is in summary.json, word for word', () => {
    const { failures } = summarySchema.parse(summaryOf(report));
    expect(failures).toEqual(report.failures);
  });

  it('is why answers were not measured', () => {
    expect(renderComment(report)).toContain(
      '7 that failed (5 × the server rejected the request (status 400), 2 × no reply in time); 2 that the judge gave no reply about (2 × the server is busy (status 429)).',
    );
    expect(renderComment(report)).not.toContain('came back');
  });

  it('is cut to 200 characters and one line of visible characters, whatever a record holds', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ maxLength: 600 })), (example) => {
        const hostile = reportOf({
          failures: [{ of: 'model', cause: 'server', status: 500, count: 1, example }],
        });
        const [{ example: told } = { example: '' }] = summaryOf(hostile).failures;
        expect(Array.from(told).length).toBeLessThanOrEqual(200);
        expect(told).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const line = renderComment(hostile)
          .split('\n')
          .filter((each) => each.startsWith('- Failures: '));
        expect(line).toHaveLength(1);
        expect(Array.from(line[0] ?? '').length).toBeLessThan(200 + 2 * 201 + 100);
        const terminal = renderTerminal(hostile, { color: false, width: 100 });
        expect(terminal).not.toMatch(/::|##\[/);
      }),
      { numRuns: 60 },
    );
  });
});
