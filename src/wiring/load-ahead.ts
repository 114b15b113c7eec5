/** By then the first answers are waited for, and there is nothing else to do. */
const LOAD_AFTER_MS = 1000;

/**
 * Loads what only the end of a run needs while it waits for answers. A run that is over before, or that cannot
 * load it, loses nothing: it is loaded where it is used.
 */
export function loadAhead(): void {
  setTimeout(() => {
    import('../core/report/page.js').catch(() => undefined);
  }, LOAD_AFTER_MS).unref();
}
