/** An address that needs no escaping and cannot end its own link. */
const PLAIN_URL = /^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;

/**
 * A link to the run's page and its report files.
 *
 * @param runUrl its address; one that is not plain gives no link
 */
export function runLink(runUrl: string): string {
  return PLAIN_URL.test(runUrl) ? `[Run and report files](<${runUrl}>)` : '';
}
