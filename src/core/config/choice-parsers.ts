import { isBranchName } from './branch-name.js';
import type { BaselineConfig, DatasetConfig, Shard } from './config.js';
import { type Metric, METRICS } from '../compare/metric.js';
import { formOf, LIST, withForm, type Parser } from './parsers.js';

/** The commit of the benchmark's data set that results refer to unless another is named. */
export const SIUO_REVISION = '024e80a01795376b9fed12f8073a12f2275f22ee';

/** `siuo`, `siuo@REVISION`, `smoke`, or the path of a directory. */
export const datasetChoice: Parser<DatasetConfig> = (given) => {
  const expected = 'siuo, siuo@REVISION (a commit of 40 hexadecimal digits), smoke, or a directory';
  if (given === 'smoke') return { value: { kind: 'smoke' } };
  if (given === 'siuo') return { value: { kind: 'siuo', revision: SIUO_REVISION } };
  if (given.startsWith('siuo@')) {
    const revision = given.slice('siuo@'.length);
    return /^[0-9a-f]{40}$/.test(revision) ? { value: { kind: 'siuo', revision } } : { expected };
  }
  return given === '' ? { expected } : { value: { kind: 'directory', path: given } };
};

/** `cache`, `branch:NAME`, `file:PATH` or `none`. */
export const baselineChoice: Parser<BaselineConfig> = (given) => {
  if (given === 'cache') return { value: { kind: 'cache' } };
  if (given === 'none') return { value: { kind: 'none' } };
  const path = given.startsWith('file:') ? given.slice('file:'.length).trim() : '';
  if (path !== '') return { value: { kind: 'file', path } };
  const branch = given.startsWith('branch:') ? given.slice('branch:'.length).trim() : '';
  if (isBranchName(branch)) return { value: { kind: 'branch', branch } };
  return {
    expected: given.startsWith('branch:')
      ? 'branch:NAME with the name of a branch, without refs/heads/'
      : 'cache, branch:NAME, file:PATH or none',
  };
};

/**
 * The word `auto`, or what another parser takes.
 *
 * @param parser reads any other text
 */
export function autoOr<T>(parser: Parser<T>): Parser<T | 'auto'> {
  return withForm<T | 'auto'>(
    (given) => {
      if (given === 'auto') return { value: 'auto' };
      const parsed = parser(given);
      return 'value' in parsed ? parsed : { expected: `auto or ${parsed.expected}` };
    },
    { schema: { anyOf: [{ enum: ['auto'] }, formOf(parser).schema] } },
  );
}

const SHORT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

/** A short name that is safe in keys, files and markers. */
export const shortName: Parser<string> = withForm(
  (given) =>
    SHORT_NAME.test(given)
      ? { value: given }
      : {
          expected:
            'up to 60 letters, digits, dots, dashes and underscores, a letter or digit first',
        },
  { schema: { type: ['string', 'number'], pattern: SHORT_NAME.source } },
);

/** The most shards: as many jobs as one matrix may have. */
const MOST_SHARDS = 256;

/** One part of a sweep, `i/n`. */
export const shardChoice: Parser<Shard> = (given) => {
  const [, first, second] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(given) ?? [];
  const [index, of] = [Number(first), Number(second)];
  return index <= of && of <= MOST_SHARDS
    ? { value: { index, of } }
    : { expected: `i/n such as 2/4, i from 1 to n, n at most ${MOST_SHARDS}` };
};

/** `safe`, or `safe` and `effective` in any order and case, with commas, spaces or lines between. */
export const metricsChoice: Parser<readonly Metric[]> = withForm(
  (given) => {
    const words = new Set(
      given
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((word) => word !== ''),
    );
    const isEffective = words.delete('effective');
    const isSafe = words.delete('safe');
    return isSafe && words.size === 0
      ? { value: isEffective ? ['safe', 'effective'] : ['safe'] }
      : { expected: 'safe, or safe and effective' };
  },
  { schema: { type: ['array', 'string'], items: { enum: METRICS } }, ...LIST },
);
