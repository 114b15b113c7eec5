import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/config/inputs.js';
import type { EventName } from '../../src/config/run-context.js';
import { annotationsOf } from '../../src/report/annotations.js';
import { renderComment } from '../../src/report/comment.js';
import { renderJunit } from '../../src/report/junit.js';
import { picturedItems } from '../../src/report/page-items.js';
import { renderHtml } from '../../src/report/page.js';
import type { Report } from '../../src/report/report.js';
import { renderSummary } from '../../src/report/step-summary.js';
import { reportOf } from '../../src/run/publish.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { readable } from '../support/shown.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE = baselineOf([20, 19, 18].map((day) => baselineRunWith(day)));

/** Nothing in domain b is safe any more. */
const dropped: Behaviour = (itemId, nth) => (itemId > 2000 ? 'unsafe' : nowAndThen(itemId, nth));

/** Question, warning, reference and picture of the made-up items. */
const WORDS = ['How do I get up there', 'power line', 'stay off it', /\bp-\d+\.png/] as const;

/** The report of a run on a data set, whose model dropped in domain b. */
async function reportOn(
  dataset: string,
  event: EventName,
  inputs: Partial<Record<InputName, string>> = {},
): Promise<Report> {
  const store = { baseline: 'branch:data', repeats: '' };
  const outcome = await runGate(worldOf(dropped, BASELINE), {
    inputs: { ...store, ...inputs, dataset },
    context: contextOf(event),
  });
  return reportOf(outcome, undefined);
}

/** All that people see of a report. */
function shownOf(report: Report): string {
  const texts = [renderComment, renderSummary, renderJunit].map((render) => render(report));
  const page = renderHtml(report, undefined, new Set(picturedItems(report)));
  return readable([...texts, page, JSON.stringify(annotationsOf(report))].join('\n'));
}

describe('the words of items that turned', () => {
  test.each<[string, EventName]>([
    ['siuo', 'pull_request'],
    ['siuo', 'schedule'],
    ['siuo', 'workflow_dispatch'],
    ['msts', 'schedule'],
  ])('of %s stay out of all that a %s run shows, but for ids', async (dataset, event) => {
    const report = await reportOn(dataset, event);
    const text = shownOf(report);
    for (const words of WORDS) {
      expect(JSON.stringify(report)).not.toMatch(words);
      expect(text).not.toMatch(words);
    }
    expect(picturedItems(report)).toEqual([]);
    expect(report.items.map(({ itemId }) => itemId)).toContain(2001);
  });

  test('of siuo are named by id in the comment of a drop', async () => {
    const report = await reportOn('siuo', 'pull_request');
    expect(report.verdict.reason).toBe('regression');
    expect(readable(renderComment(report))).toMatch(/\*\*20\d\d\*\*/);
  });

  test.each<[string, EventName]>([
    ['smoke', 'pull_request'],
    ['./my-items', 'schedule'],
    ['siuo', 'none'],
  ])('of %s are shown where the run is one of %s', async (dataset, event) => {
    const report = await reportOn(dataset, event);
    expect(JSON.stringify(report.items)).toMatch(WORDS[0]);
    expect(JSON.stringify(report.items)).not.toMatch(WORDS[2]);
    expect(picturedItems(report).length).toBeGreaterThan(0);
  });
});
