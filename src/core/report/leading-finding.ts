import type { Notice, Report } from './report.js';

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
  const said = leadingFinding(report);
  return report.notices.filter((notice) => notice !== said);
}
