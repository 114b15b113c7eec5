import type { TerminalStream } from '../../src/terminal-log.io.js';
import type { Redactor } from '../../src/redact/redactor.js';
import type { Report } from '../../src/report/report.js';
import { baselineRunOf, resultsOf, scoredSample } from '../fixtures/record-factory.js';
import { SIGNED_OFF } from '../fixtures/release-parts.js';
import { reportOf } from '../fixtures/report-factory.js';

/** A report that repeats what a server said wherever it repeats anything. */
export function reportSaying(said: string): Report {
  const report = reportOf({
    ...SIGNED_OFF,
    verdict: { verdict: 'error', reason: 'endpoint', failed: true },
    error: { code: 'ENDPOINT_REFUSED', message: said, remedy: 'Look.' },
    notices: [{ level: 'warning', code: 'not-saved', text: said, remedy: 'Look.' }],
  });
  const { target, plan } = report;
  return {
    ...report,
    ...(target === undefined ? {} : { target: { ...target, served: said } }),
    ...(plan === undefined ? {} : { plan: { ...plan, profile: 'release' } }),
  };
}

/** A record that has what a server said, and the answers that it is of. */
export const recordSaying = (said: string) =>
  baselineRunOf({
    target: {
      origin: 'http://127.0.0.1:8000',
      model: 'model-1',
      served: said,
      systemPromptDigest: null,
      requestBodyDigest: null,
    },
  });
export const resultsSaying = (said: string) =>
  resultsOf([scoredSample({ itemId: 1001, repeat: 1 }, 1, `It is ${said}.`)]);

/** A stream that keeps what is written. */
export function memory(): TerminalStream & { readonly text: () => string } {
  const parts: string[] = [];
  return { write: (text) => parts.push(text), text: () => parts.join(''), columns: 400 };
}

/** Gives what some work gave the first time for the same text and redactor: rendering takes a while. */
export function once(
  work: (said: string, redact: Redactor) => Promise<string>,
): (said: string, redact: Redactor) => Promise<string> {
  const done = new Map<Redactor, Map<string, Promise<string>>>();
  return (said, redact) => {
    const known = done.get(redact) ?? new Map<string, Promise<string>>();
    done.set(redact, known);
    const given = known.get(said) ?? work(said, redact);
    known.set(said, given);
    return given;
  };
}
