import { compareRecords, type CompareTerms } from '../baseline/compare-records.js';
import { createWorkspaceFiles } from '../files.io.js';
import { readRecordAt } from '../record/record-files.io.js';
import type { Redactor } from '../redact/redactor.js';
import { renderComparePage } from '../report/compare-page.js';
import { renderCompareMarkdown } from '../report/compare-text.js';
import { recordsView, type CompareView } from '../report/compare-view.js';
import { TOOL_VERSION } from '../tool-version.js';

/** Two records by their paths, and how they are compared. */
export interface CompareErrand {
  readonly a: string;
  readonly b: string;
  readonly terms: CompareTerms;
  /** The working folder. */
  readonly from: string;
}

/**
 * Compares two records that lie on this machine; nobody is asked.
 *
 * @param errand their paths, and sides, alpha and margins
 * @throws GateError CONFIG_INVALID for a path without a record, RECORD_INVALID, RECORD_MISMATCH
 */
export async function compareStored(errand: CompareErrand): Promise<CompareView> {
  const { from, terms } = errand;
  const a = await readRecordAt(errand.a, from);
  const b = await readRecordAt(errand.b, from);
  return recordsView({ a, b }, compareRecords(a, b, terms), TOOL_VERSION);
}

/**
 * Writes a comparison as comparison.json, comparison.md and comparison.html.
 *
 * @param view what was compared
 * @param place the working folder, the folder inside it to write to, and what takes secrets out
 * @returns the absolute path of the page
 * @throws GateError CONFIG_INVALID when the folder leads outside; file system errors
 */
export async function writeComparison(
  view: CompareView,
  place: { readonly from: string; readonly folder: string; readonly redact: Redactor },
): Promise<string> {
  const { folder, redact } = place;
  const files = createWorkspaceFiles(place.from);
  const json = `${JSON.stringify(redact.value(view), null, 1)}\n`;
  await files.write(`${folder}/comparison.json`, json);
  await files.write(`${folder}/comparison.md`, `${redact.text(renderCompareMarkdown(view))}\n`);
  return files.write(`${folder}/comparison.html`, redact.text(renderComparePage(view)));
}
