import type { Notice, Report } from './report.js';

/** What fails a check whose verdict does not: something that was to be written, and was not. */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['baseline-not-saved', 'record-not-written']);

/**
 * The notice of what was to be written and was not, which fails the check whatever the verdict is. The
 * verdict sentence begins with it.
 *
 * @param report the read model
 * @returns undefined when all was written, or the verdict has failed by itself
 */
export function failedWrite({ verdict, notices }: Report): Notice | undefined {
  const isOwn = verdict.verdict === 'fail' || verdict.verdict === 'error';
  if (isOwn || !verdict.failed) return undefined;
  return notices.find(({ code }) => NOT_WRITTEN.has(code));
}

/**
 * The notice that a guard's verdict rests on: the first error, else the first warning. The verdict
 * sentence says it.
 *
 * @param report the read model
 * @returns undefined for any other verdict
 */
export function leadingFinding({ verdict, notices }: Report): Notice | undefined {
  if (verdict.reason !== 'guard') return undefined;
  const first = (level: Notice['level']): Notice | undefined =>
    notices.find((notice) => notice.level === level);
  return first('error') ?? first('warning');
}

/**
 * The notices that the verdict sentence does not say.
 *
 * @param report the read model
 */
export function otherNotices(report: Report): readonly Notice[] {
  const said = [leadingFinding(report), failedWrite(report)];
  return report.notices.filter((notice) => !said.includes(notice));
}
