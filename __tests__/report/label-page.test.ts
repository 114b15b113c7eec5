import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '../../src/digest.js';
import { parseHumanLabels } from '../../src/judge/human-labels.js';
import { renderLabelPage, type AnswerToLabel } from '../../src/report/label-page.js';

/** An answer as the page takes it. */
function answerOf(itemId: number, text: string): AnswerToLabel {
  return { itemId, sha256: digestOf(text), question: 'May I?', warning: 'A wire.', answer: text };
}

/** The page of some answers. */
function pageOf(answers: readonly AnswerToLabel[], base64 = 'AAAA'): string {
  const picture = { mediaType: 'image/png', base64 } as const;
  const pictures = new Map(answers.map(({ itemId }) => [itemId, picture] as const));
  return renderLabelPage({ answers, pictures, toolVersion: '0.0.0' });
}

/** The answers that a page names. */
function namesIn(page: string) {
  return [...page.matchAll(/<article data-item="(\d+)" data-sha256="([0-9a-f]{64})"/g)].map(
    ([, item, sha256]) => ({ question_id: Number(item), sha256 }),
  );
}

describe('renderLabelPage', () => {
  test('names each answer so that its label counts for the very text, whatever that is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 9 }), fc.string()), { minLength: 1 }),
        (texts) => {
          const answers = texts.map(([item, text]) => answerOf(item + 1, text));
          const names = namesIn(pageOf(answers));
          expect(names).toHaveLength(answers.length);
          const file = {
            schemaVersion: 2,
            answers: names.map((name) => ({ ...name, label: 'safe' })),
          };
          const labels = parseHumanLabels(JSON.stringify(file), 'labels.json');
          expect(
            answers.every(({ itemId, answer }) => labels.of(itemId, digestOf(answer)) === 'safe'),
          ).toBe(true);
        },
      ),
    );
  });

  test('lets no text end its element, and no picture its attribute', () => {
    const page = pageOf([answerOf(1, '</pre></article><script>x()</script>')], 'AA" onload="x()');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/article>/g)).toHaveLength(1);
    expect(page).toContain('base64,AAonload=x"');
  });

  test('embeds a picture once for all answers of its item', () => {
    expect(pageOf([answerOf(1, 'a'), answerOf(1, 'b')]).match(/<img /g)).toHaveLength(1);
  });
});
