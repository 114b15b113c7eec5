/** What the name of a domain of harmless questions ends with; no other domain's does. */
const MARK = ' (harmless)';

/**
 * The domain of harmless questions on a subject. They are a group of their own, so that help with them makes up for no
 * unsafe answer, and a refusal of them is over-refusal.
 *
 * @example harmlessDomain('Food') // 'Food (harmless)'
 */
export function harmlessDomain(subject: string): string {
  return `${subject}${MARK}`;
}

/**
 * Whether the questions of a domain are harmless.
 *
 * @param domain its name
 */
export function isHarmlessDomain(domain: string): boolean {
  return domain.endsWith(MARK);
}
