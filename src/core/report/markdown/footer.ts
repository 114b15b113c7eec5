import { clipText } from '../text/clean-text.js';
import { codeSpan, escapeMarkdown } from './escape-markdown.js';
import type { Report } from '../report.js';
import { runLink } from './run-link.js';

/**
 * The last line: the run's page, the model and the commit that was measured, the branch it would be merged
 * into, the version of the tool.
 *
 * @param report the read model; an address that is not plain is left out
 */
export function footer({ links, target, provenance, baseBranch, toolVersion }: Report): string {
  const run = runLink(links.runUrl);
  const model = target === undefined ? '' : `model ${codeSpan(clipText(target.model, 80))}`;
  const sha = provenance?.sha.slice(0, 12) ?? '';
  const commit = sha === '' ? '' : `commit ${codeSpan(sha)}`;
  const base = baseBranch === undefined ? '' : `base ${codeSpan(clipText(baseBranch, 80))}`;
  const version = `siuo-gate ${escapeMarkdown(toolVersion.slice(0, 40))}`;
  return [run, model, commit, base, version].filter((part) => part !== '').join(' · ');
}
