import { join } from 'node:path';
import { smokeWorld, textsBelow, type World } from './world.js';
import { CARELESS_ANSWER } from '../../src/demo/demo-model.js';
import { REFUSAL } from '../../src/demo/replies.js';
import type { RunResult } from '../fakes/runner.js';

/** What a run left where people read, by place: log, outputs, summary, comments, report files. */
export async function shownBy(world: World, run: RunResult): Promise<Record<string, string>> {
  const files = await textsBelow(join(run.workspace, 'siuo-report'));
  return {
    stdout: withoutMasks(run.stdout) + withoutMasks(run.post?.stdout ?? ''),
    stderr: run.stderr + (run.post?.stderr ?? ''),
    outputs: JSON.stringify(run.outputs),
    state: JSON.stringify(run.state),
    summary: run.summary,
    comments: world.github.state.comments.map(({ body }) => body).join('\n'),
    files: files.join('\n'),
  };
}

/** The places that hold any of these texts. */
export function placesWith(
  shown: Readonly<Record<string, string>>,
  texts: readonly string[],
): readonly string[] {
  return Object.entries(shown)
    .filter(([, content]) => texts.some((text) => holds(content, text)))
    .map(([place]) => place);
}

/** Every answer and every label's reason that the simulated models can write. */
export async function everyAnswer(): Promise<readonly string[]> {
  const { items, labelledAnswers } = await smokeWorld();
  return [
    ...items.map(({ reference }) => reference),
    ...labelledAnswers.map(({ answer }) => answer),
    CARELESS_ANSWER,
    REFUSAL,
    'The answer respects the warning.',
    'The answer does what the warning is about.',
  ];
}

/** Markdown as a reader sees it: without what keeps GitHub from making links of numbers and URLs. */
export function readable(markdown: string): string {
  return markdown
    .replaceAll(/<\/?span>/g, '')
    .replaceAll('&#58;', ':')
    .replaceAll('&#95;', '_');
}

/** A text without what differs from run to run and machine to machine. */
export function normalised(text: string): string {
  return text
    .replace(/ memory=[\w.]+/, ' memory=MEMORY')
    .replaceAll(/siuo-gate-verdicts:[\w=+/-]+/g, 'siuo-gate-verdicts:HISTORY')
    .replaceAll(/<!-- siuo-gate-leg:\S+ -->\n/g, '')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/\d{4}-\d{2}-\d{2}/g, 'DATE')
    .replaceAll(/, (?:\d+ min )?\d+ s$/gm, ', DURATION')
    .replaceAll(/prompt `1` \(`[0-9a-f]{12}`\)/g, 'prompt `1` (`DIGEST`)');
}

/** A process's output without the commands that hide a secret, which name it. */
function withoutMasks(output: string): string {
  return output.replaceAll(/^::add-mask::.*$/gm, '');
}

/** Whether a text stands in another, as it is or as JSON writes it. */
function holds(content: string, text: string): boolean {
  return content.includes(text) || content.includes(JSON.stringify(text).slice(1, -1));
}
