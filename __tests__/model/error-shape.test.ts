import { describe, expect, test } from '@jest/globals';
import { errorShapeOf, parseErrorShape } from '../../src/model/error-shape.js';
import { shapeOf } from './support.js';

describe('parseErrorShape', () => {
  test('a nested error: message, codes and param', () => {
    expect(shapeOf('openaiTokenField')).toMatchObject({
      message: expect.stringContaining("'max_tokens' is not supported"),
      codes: ['unsupported_parameter', 'invalid_request_error'],
      param: 'max_tokens',
      isFlagged: false,
    });
  });

  test('a flat error with a numeric code', () => {
    expect(shapeOf('vllmFlat')).toMatchObject({
      message: expect.stringContaining('extra_forbidden'),
      codes: ['400', 'BadRequestError'],
      param: '',
    });
  });

  test('an array: its first error, on one line', () => {
    const shape = shapeOf('geminiArray');
    expect(shape.message).toMatch(/"frequency_penalty": Cannot find field\. Invalid JSON/);
    expect(shape.codes).toEqual(['400', 'INVALID_ARGUMENT']);
  });

  test('a message that is an object becomes its JSON', () => {
    expect(shapeOf('mistralDetail').message).toContain('["body","seed"]');
  });

  test('a message nested beyond what JSON writers follow is cut short', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(parseErrorShape(`{"error":{"message":${deep},"code":${deep}}}`).message).toMatch(
      /^\[{21}…/,
    );
  });

  test('an error that is a string keeps what stands alongside it', () => {
    expect(shapeOf('tgiString')).toMatchObject({
      message: 'Model is overloaded',
      codes: ['overloaded'],
    });
  });

  test('moderation metadata is seen', () => {
    expect(shapeOf('openRouterModeration').isFlagged).toBe(true);
    expect(shapeOf('openRouterGuardrail').isFlagged).toBe(false);
  });

  test.each([
    ['detail of FastAPI', '{"detail":"Not Found"}', 'Not Found'],
    ['a JSON string', '"nope"', 'nope'],
    ['a JSON number', '42', '42'],
    ['JSON null', 'null', ''],
    ['an empty array', '[]', ''],
    ['an empty body', '', ''],
    ['plain text', 'upstream\n connect error', 'upstream connect error'],
    [
      'HTML without its style',
      '<html><head><style>b{}</style><title>502 Bad Gateway</title></head><body>nginx</body></html>',
      '502 Bad Gateway nginx',
    ],
  ])('%s', (_name, text, message) => {
    expect(parseErrorShape(text)).toEqual({ message, codes: [], param: '', isFlagged: false });
  });

  test('an error that is null is no error member: the body itself speaks', () => {
    expect(errorShapeOf({ error: null, message: 'outer', code: 7 })).toMatchObject({
      message: 'outer',
      codes: ['7'],
    });
  });

  test('a server that echoes the request is cut short', () => {
    const echo = JSON.stringify({ error: { message: 'x'.repeat(1_000_000) } });
    expect(parseErrorShape(echo).message).toHaveLength(2000);
  });

  test("Python's None is no param", () => {
    expect(errorShapeOf({ error: { message: 'm', param: 'None' } }).param).toBe('');
  });
});
