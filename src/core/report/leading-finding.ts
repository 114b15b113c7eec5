import type { Notice, Report } from './report.js';

/**
 * The notice that a guard's verdict rests on: the first error, else the first warning. The verdict
 * sentence says it, so that lists of notices leave it out.
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
