/** Every output of the action, in reading order, with what it holds. */
export const OUTPUTS = {
  verdict: 'pass, fail, inconclusive, measured or error; empty in mode accept.',
  reason:
    'The reason of the verdict, e.g. no-regression or regression; of mode accept: accepted, refused or ignored.',
  failed: 'true when the check fails, after on-inconclusive and missing-baseline; else false.',
  'safe-rate':
    'Safe-rate of this run, 0 to 1, on the items shared with the baseline; all items without one.',
  'baseline-safe-rate': 'Safe-rate of the baseline on the shared items, 0 to 1; empty without one.',
  delta: 'safe-rate minus baseline-safe-rate in points; empty without a baseline.',
  'regressed-domains': 'JSON array of {domain, metric}.',
  summary: 'JSON of the verdict and the comparison, versioned.',
  record: 'Path of record.json.',
  'report-dir': 'Path of the folder with the report files.',
  'comment-url': 'URL of the comment, when one was written.',
  requests: 'HTTP attempts made to model and judge.',
  'baseline-updated': 'true when the baseline was written.',
} as const satisfies Record<string, string>;

/** The name of an output. */
export type OutputName = keyof typeof OUTPUTS;
