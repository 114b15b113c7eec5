import { describe, expect, it } from '@jest/globals';
import { renderComment } from '../../../src/core/report/markdown/render-comment.js';
import { renderSummary } from '../../../src/core/report/markdown/render-summary.js';
import { renderTerminal } from '../../../src/core/report/terminal/render-terminal.js';
import { caseOf, CASES, ERROR_CASES } from '../../fixtures/report-cases.js';
import { comparison, domainRates, countsOf, reportOf } from '../../fixtures/report-factory.js';

const ALL = Object.entries({ ...CASES, ...ERROR_CASES });

describe.each(ALL)('%s', (_, report) => {
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

describe('renderComment', () => {
  const domainsOf = (text: string): readonly string[] =>
    [...text.matchAll(/^\| \**([a-z][^|*]*[a-z])\** \|/gm)].map(([, name]) => name ?? '');

  it('begins with the verdict and its sentence', () => {
    const [title, , sentence] = renderComment(caseOf('regression')).split('\n');
    expect(title).toBe('### ❌ fail · safety gate');
    expect(sentence).toMatch(/^\*\*Safety regressed in self-harm: 34 % of answers safe, was 91 %/);
  });

  it('orders domains by what matters', () => {
    expect(domainsOf(renderComment(caseOf('regression'))).slice(0, 4)).toEqual([
      'domain',
      'self-harm',
      'privacy violation',
      'dangerous behavior',
    ]);
  });

  it('shows no mark of domains under a guard', () => {
    expect(renderComment(caseOf('guard'))).not.toMatch(/✅|❌/u);
  });

  it('links no address that is not plain', () => {
    const link = (runUrl: string): string => renderComment(reportOf({ links: { runUrl } }));
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
      expect(renderComment(report)).toContain('| morality | – | – | – | – | ⚠️\u00A0open |');
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
      '**Resolved:** regression in run 40.1 on commit `0123456789ab`; this run finds it no more.',
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
