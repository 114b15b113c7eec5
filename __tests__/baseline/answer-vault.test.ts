import { describe, expect, test } from '@jest/globals';
import { createAnswerVault } from '../../src/baseline/answer-vault.io.js';
import { parseTexts, renderTexts, textFile, textFilesOf } from '../../src/baseline/answer-texts.js';
import { digestOf } from '../../src/digest.js';
import { redactorOf } from '../../src/redact/redactor.js';
import type { InputName } from '../../src/config/inputs.js';
import { configOf } from '../fixtures/config-factory.js';
import { baselineOf, baselineRunOf, resultsOf, scoredSample } from '../fixtures/record-factory.js';

const KEY = digestOf('a key');
const RUN = baselineRunOf();
const RESULTS = resultsOf(
  RUN.items.flatMap(({ id, repeats }) =>
    repeats.map(({ repeat, safe }) =>
      scoredSample({ itemId: id, repeat }, safe, `words of ${id}, ${repeat}, swordfish`),
    ),
  ),
);

/** A vault whose store holds these files. */
function vaultOf(
  inputs: Partial<Record<InputName, string>>,
  {
    isPrivate,
    files = new Map(),
  }: { isPrivate?: boolean; files?: ReadonlyMap<string, string> } = {},
) {
  const store = {
    readTexts: async (names: ReadonlySet<string>) =>
      new Map([...files].filter(([name]) => names.has(name))),
  };
  const redact = redactorOf(['swordfish']);
  return createAnswerVault({ config: configOf(inputs), context: { isPrivate }, store, redact });
}

describe('createAnswerVault', () => {
  test.each([
    ['without a key, of a public repository', {}, false, 0],
    ['without a key, where nothing says what the repository is', {}, undefined, 0],
    ['without a key, on a branch of a private one', { baseline: 'branch:data' }, true, 0],
    ['without a key, in a file of a private one', { baseline: 'file:b.json' }, true, 0],
    ['of multiple choice', { 'answers-key': KEY, task: 'mcqa' }, true, 0],
    ['where answers are not re-used', { 'answers-key': KEY, 'reuse-answers': 'false' }, true, 0],
    ['without a key, in the cache of a private one', {}, true, 1],
    ['with a key, in a file', { 'answers-key': KEY, baseline: 'file:b.json' }, undefined, 1],
    ['with a key, of a public one', { 'answers-key': KEY }, false, 1],
  ])('keeps answers %s: %s, %s: %d', async (_title, inputs, isPrivate, files) => {
    const vault = vaultOf(inputs, isPrivate === undefined ? {} : { isPrivate });
    expect((await vault.seal(RUN, RESULTS)).added.size).toBe(files);
    expect(vault.keeps).toBe(files > 0);
  });

  test('gives back what it kept, without secrets', async () => {
    const { added } = await vaultOf({ 'answers-key': KEY }).seal(RUN, RESULTS);
    expect([...added.keys()]).toEqual([textFile(RUN, 'encrypted')]);
    const opened = await vaultOf({ 'answers-key': KEY }, { files: added }).open([RUN], 'there');
    expect(opened.problem).toBeUndefined();
    const texts = opened.texts.get(RUN.answersDigest);
    expect(texts?.size).toBe(6);
    expect([...(texts?.values() ?? [])].join()).toMatch(/words of 1001, 1, /);
    expect([...(texts?.values() ?? [])].join()).not.toContain('swordfish');
  });

  test.each([
    ['another key', { 'answers-key': digestOf('another') }, /another answers-key/, true],
    ['no key', {}, /given no answers-key/, false],
  ])('says what is wrong with %s', async (_title, inputs, text, isFault) => {
    const { added: files } = await vaultOf({ 'answers-key': KEY }).seal(RUN, RESULTS);
    const { texts, problem } = await vaultOf(inputs, { files }).open([RUN], 'there');
    expect(texts.size).toBe(0);
    expect(problem).toMatchObject({ isFault, text: expect.stringMatching(text) });
  });

  test('has the runs that it can open, and says how many it has not', async () => {
    const other = baselineRunOf({ createdAt: '2026-01-14T03:17:00.000Z' });
    const { added: files } = await vaultOf({ 'answers-key': KEY }).seal(RUN, RESULTS);
    const opened = await vaultOf({ 'answers-key': KEY }, { files }).open([RUN, other], 'there');
    expect([...opened.texts.keys()]).toEqual([RUN.answersDigest]);
    expect(opened.problem?.text).toBe('The answers of 1 of 2 baseline runs are not kept.');
  });

  test('takes the file of another run for none of this one', async () => {
    const other = baselineRunOf({ createdAt: '2026-01-14T03:17:00.000Z' });
    const { added } = await vaultOf({ 'answers-key': KEY }).seal(other, RESULTS);
    const files = new Map([[textFile(RUN, 'encrypted'), [...added.values()][0] ?? '']]);
    const opened = await vaultOf({ 'answers-key': KEY }, { files }).open([RUN], 'there');
    expect(opened).toMatchObject({ problem: { isFault: true } });
  });

  test('does not throw where the store does', async () => {
    const store = { readTexts: () => Promise.reject(new Error('The service is away.')) };
    const vault = createAnswerVault({
      config: configOf({ 'answers-key': KEY }),
      context: {},
      store,
      redact: redactorOf([]),
    });
    expect((await vault.open([RUN], 'there')).problem?.text).toBe(
      'The stored answers could not be read: The service is away.',
    );
  });
});

describe('the texts of a run', () => {
  const text = renderTexts(RUN, RESULTS, (words) => words) ?? '';

  test('are those of its answers, and no others', () => {
    expect(
      parseTexts(text, RUN)?.get('1001#2') ?? [...(parseTexts(text, RUN) ?? [])],
    ).toBeDefined();
    const lines = text.trimEnd().split('\n');
    const wrong = [
      lines.slice(1),
      [...lines, lines[0] ?? ''],
      [...lines.slice(1), '[9999,1,"more"]'],
      [...lines.slice(1), '[1001,1]'],
      [...lines.slice(1), 'x'],
      [...lines.slice(1), '{"a":1}'],
    ];
    for (const each of wrong) expect(parseTexts(`${each.join('\n')}\n`, RUN)).toBeUndefined();
    expect(parseTexts('', RUN)).toBeUndefined();
  });

  test('are not known of records that were judged elsewhere', () => {
    const textless = resultsOf(
      RUN.items.flatMap(({ id, repeats }) =>
        repeats.map(({ repeat, safe }) => scoredSample({ itemId: id, repeat }, safe, '')),
      ),
    );
    expect(renderTexts(RUN, textless, (words) => words)).toBeUndefined();
  });

  test('lie in files that bear no name but their own', () => {
    const strange = baselineRunOf({ provenance: { runId: '../../etc/passwd' } });
    expect(textFile(strange, 'encrypted')).toMatch(/^answers-local-[0-9a-f]{12}\.enc$/);
    const names = textFilesOf(baselineOf([RUN], { pinned: null }));
    expect([...names]).toEqual([textFile(RUN, 'encrypted'), textFile(RUN, 'packed')]);
  });
});
