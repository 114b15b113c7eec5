import type { InputDefinition } from '../src/config/parsers.js';
import { definitionOf, fileKeyOf, INPUT_GROUPS, type InputName } from '../src/config/inputs.js';
import { OUTPUTS } from '../src/config/outputs.js';

/** Markdown tables of all inputs by group, with the places where each may be given. */
export function keyTables(): string {
  return INPUT_GROUPS.map(({ heading, inputs }) =>
    [
      `### ${heading}`,
      '',
      '| flag | input | key | default | meaning |',
      '| --- | --- | --- | --- | --- |',
      ...inputs.map(keyRow),
    ].join('\n'),
  ).join('\n\n');
}

/** An input with its places; a dash where it cannot be given. */
function keyRow(name: InputName): string {
  const definition = definitionOf(name);
  const place = fileKeyOf(name);
  const key = place === undefined ? '–' : `\`${place.group}.${place.key}\``;
  const input = definition.never === 'action' ? '–' : `\`${name}\``;
  return `| \`--${name}\` | ${input} | ${key} | ${shown(definition)} | ${cell(definition.description)} |`;
}

/** A Markdown table of every output. */
export function outputsTable(): string {
  const rows = Object.entries(OUTPUTS).map(
    ([name, meaning]) => `| \`${name}\` | ${cell(meaning)} |`,
  );
  return ['| output | meaning |', '| --- | --- |', ...rows].join('\n');
}

/** An input's default, and the command line's where it differs. */
function shown({ default: given, cliDefault }: InputDefinition): string {
  const action = given === '' ? '' : `\`${given}\``;
  if (cliDefault === undefined) return action;
  return `${action} (command line: ${cliDefault === '' ? 'empty' : `\`${cliDefault}\``})`;
}

/** Text that stays inside its table cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/**
 * A document with the part between its two markers replaced.
 *
 * @param document the Markdown text
 * @param name the word in the markers `<!-- name:start -->` and `<!-- name:end -->`
 * @param content what stands between them
 */
export function replaceBetween(document: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`A document has no markers ${start} and ${end}.`);
  return `${document.slice(0, from + start.length)}\n\n${content}\n\n${document.slice(to)}`;
}
