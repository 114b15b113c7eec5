import { describe, expect, it } from '@jest/globals';
import { pictureTypeOf } from '../../src/dataset/picture-rules.js';
import { pngOf } from '../fakes/dataset.js';

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('pictureTypeOf', () => {
  it.each([
    [pngOf(), 'image/png'],
    [latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
    [latin1('\xff\xd8\xff\xdb'), 'image/jpeg'],
    [latin1('GIF87a\x01'), 'image/gif'],
    [latin1('GIF89a\x01'), 'image/gif'],
    [latin1('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp'],
    [latin1('RIFF\x24\0\0\0WEBPVP8L'), 'image/webp'],
  ])('knows its signature', (bytes, type) => {
    expect(pictureTypeOf(bytes)).toBe(type);
  });

  it.each([
    ['nothing', ''],
    ['a few bytes', '\x89PN'],
    ['a line end changed on the way', '\x89PNG\n\x1a\n'],
    ['a page', '<!DOCTYPE html>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\n'],
    ['a sound', 'RIFF\x24\0\0\0WAVEfmt '],
    ['a bitmap', 'BM\x36'],
  ])('does not take %s for a picture', (_, text) => {
    expect(pictureTypeOf(latin1(text))).toBeUndefined();
  });
});
