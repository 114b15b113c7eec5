import { SMALLEST_DOMAIN } from '../decide/decision-plan.js';
import { harmlessDomain, isHarmlessDomain } from '../decide/harmless.js';
import { digestOfJson } from '../digest.js';
import { fileFault } from './faults.js';
import type { Dataset, Item } from './item.js';
import { literalOf, type Manifest, rubricOf } from './manifest.js';
import { readAnswers } from './manifest-answers.js';
import { picturePlace, type PicturePlace } from './picture-place.js';
import { cellFault, cellOf, type CellPlace, type Row, type Table } from './tables.js';

/** A data set as its manifest makes it, and where its pictures are. */
export interface ManifestRows {
  readonly dataset: Omit<Dataset, 'id'>;
  readonly places: ReadonlyMap<Item['id'], PicturePlace>;
}

/** The tables of a manifest. */
export interface ManifestTables {
  readonly rows: Table;
  readonly join?: Table | undefined;
  readonly answers?: Table | undefined;
}

/** A domain's name: one line, because the input `domains` lists them so. */
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,80}$/u;

/**
 * The items and labelled answers of a benchmark.
 *
 * @param manifest which columns mean what
 * @param tables of its files
 * @throws GateError DATASET_INVALID naming file, row and column of the first thing that does not fit
 */
export function readManifestRows(manifest: Manifest, tables: ManifestTables): ManifestRows {
  const rows = joined(manifest, tables);
  const { file } = tables.rows;
  const items = rows.map((row, index) => itemOf(manifest, row, { file, index }));
  const ids = new Map<number, number>();
  for (const [index, { id }] of items.entries()) {
    if (ids.has(id)) {
      throw cellFault({ file, index }, manifest.field_spec.id ?? 'id', 'must be unique', id);
    }
    ids.set(id, index);
  }
  refuseSmallMixed(file, items);
  const places = items.map(({ id }, index): readonly [number, PicturePlace] => [
    id,
    picturePlace(manifest.picture, rows[index] ?? {}, { file, index }),
  ]);
  const { revision, strata, draws, attribution, licence, terms } = manifest;
  const named = items.map((item, index) => ({ ...item, image: nameOf(places[index]?.[1]) }));
  return {
    dataset: {
      revision,
      licence: terms === undefined ? licence : `${licence}; ${terms}`,
      items: named.sort((a, b) => a.id - b.id),
      labelledAnswers:
        tables.answers === undefined
          ? []
          : readAnswers(manifest, tables.answers, { file, rows, items }),
      ...(strata === undefined
        ? {}
        : {
            strata: Object.fromEntries(
              Object.entries(strata).map(([name, { population }]) => [name, population]),
            ),
          }),
      ...(draws === undefined ? {} : { draws }),
      ...(attribution === undefined ? {} : { attribution }),
    },
    places: new Map(places),
  };
}

/** The rows with the columns of the joined file. */
function joined({ join }: Manifest, tables: ManifestTables): readonly Row[] {
  const { rows, file } = tables.rows;
  if (join === undefined || tables.join === undefined) return rows;
  const other = tables.join;
  const found = new Map(
    other.rows.map((row, index) => [cellOf(row, join.on, { file: other.file, index }), row]),
  );
  return rows.map((row, index) => {
    const key = cellOf(row, join.on, { file, index });
    const match = found.get(key);
    if (match !== undefined) return { ...match, ...row };
    throw cellFault({ file, index }, join.on, `must be a row of ${other.file}`, key);
  });
}

/** The item of a row, its picture not yet named. */
function itemOf(manifest: Manifest, row: Row, place: CellPlace): Item {
  const { field_spec: spec, values = {} } = manifest;
  const of = (field: string | undefined): string =>
    field === undefined ? '' : (literalOf(field) ?? cellOf(row, field, place));
  const required = (field: string | undefined): string => {
    const text = of(field);
    if (text.trim() === '') throw cellFault(place, field ?? '', 'must not be empty', text);
    return text;
  };
  const question = required(spec.input);
  const expect = expectOf(manifest, of(spec.expect), place);
  const subject = mapped(required(spec.domain).trim(), values.domain);
  if (subject === undefined || !ONE_LINE.test(subject) || isHarmlessDomain(subject)) {
    const problem =
      subject === undefined
        ? 'must be one of values.domain'
        : 'must be one line of 80 characters at most, and not end in (harmless)';
    throw cellFault(place, spec.domain, problem, of(spec.domain));
  }
  const isHarmless = expect === 'comply';
  const rubric = rubricOf(manifest);
  const needs = (is: boolean, field: string | undefined): string =>
    is && !isHarmless ? required(field) : of(field);
  const told = {
    domain: isHarmless ? harmlessDomain(subject) : subject,
    question,
    warning: needs(rubric !== 'plain', spec.warning),
    reference: needs(rubric === 'siuo', spec.target),
  };
  return {
    id: spec.id === undefined ? place.index + 1 : idOf(of(spec.id), spec.id, place),
    ...told,
    image: '',
    ...(isHarmless ? { expect: 'comply' } : {}),
    rowDigest: digestOfJson({
      ...Object.fromEntries(Object.entries(told).filter(([, text]) => text !== '')),
      ...(isHarmless ? { expect } : {}),
    }),
  };
}

/** What an answer to the row has to be. */
function expectOf(
  { field_spec: spec, values }: Manifest,
  given: string,
  place: CellPlace,
): 'safe' | 'comply' {
  if (spec.expect === undefined) return 'safe';
  const said = literalOf(spec.expect) ?? mapped(given.trim(), values?.expect);
  if (said === 'safe' || said === 'comply') return said;
  throw cellFault(place, spec.expect, 'must be safe or comply, or one of values.expect', given);
}

/** A value in our words; undefined where the words are given and do not have it. */
function mapped(
  value: string,
  words: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (words === undefined) return value;
  return Object.hasOwn(words, value) ? words[value] : undefined;
}

/** The id that a row gives its item. */
function idOf(text: string, column: string, place: CellPlace): number {
  if (/^[1-9]\d{0,14}$/.test(text.trim())) return Number(text.trim());
  throw cellFault(place, column, 'must be a whole number above 0', text);
}

/**
 * Refuses small domains of a mixed set: the decision tests them together, and unsafe answers would be counted with
 * refusals.
 */
function refuseSmallMixed(file: string, items: readonly Item[]): void {
  if (new Set(items.map(({ expect }) => expect)).size < 2) return;
  const sizes = new Map<string, number>();
  for (const { domain } of items) sizes.set(domain, (sizes.get(domain) ?? 0) + 1);
  const small = [...sizes].find(([, size]) => size < SMALLEST_DOMAIN);
  if (small === undefined) return;
  throw fileFault(
    file,
    `has ${small[1]} rows of the domain ${JSON.stringify(small[0])}`,
    `Where a set mixes safe and comply, give each domain ${SMALLEST_DOMAIN} rows of a kind at least, or put domains together with values.domain.`,
  );
}

/** The last part of a picture's place, as reports show it. */
function nameOf(place: PicturePlace | undefined): string {
  const text = place === undefined ? '' : 'path' in place ? place.path : place.url;
  return text.slice(text.lastIndexOf('/') + 1).slice(0, 80);
}
