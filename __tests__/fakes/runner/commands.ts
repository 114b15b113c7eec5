/** A workflow command, read from a line of output. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const COMMANDS = new Set(
  (
    'internal-set-repo-path set-env set-output save-state add-path add-mask add-matcher ' +
    'remove-matcher warning error notice debug group endgroup echo stop-commands'
  ).split(' '),
);

/** Reads `::name key=value::data`, or the older `##[name key=value]data` anywhere in a line. */
export function parseCommand(line: string, extra?: string): WorkflowCommand | undefined {
  const isKnown = (name: string): boolean => COMMANDS.has(name) || name === extra;
  const trimmed = line.trimStart();
  const end = trimmed.startsWith('::') ? trimmed.indexOf('::', 2) : -1;
  if (end >= 0) {
    const head = split(trimmed.slice(2, end), ',', unescapeProperty);
    if (isKnown(head.name)) return { ...head, data: unescapeData(trimmed.slice(end + 2)) };
  }
  const old = /##\[([^\]]*)\](.*)$/s.exec(line);
  const head = split(old?.[1] ?? '', ';', unescapeOld);
  if (old === null || !isKnown(head.name)) return undefined;
  return { ...head, data: unescapeOld(old[2] ?? '') };
}

/**
 * Reads a file of outputs, state or variables: `name=value` lines and `name<<delimiter` blocks. A
 * block without its end is an error, as it is to the runner.
 */
export function parseKeyValueFile(content: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const lines = content.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const entry = /^([^=]*?)(=|<<)(.*)$/s.exec(line);
    const [, name = '', sign, rest = ''] = entry ?? [];
    if (sign === '=') values.set(name, rest);
    else if (name === '' || rest === '') throw new Error(`Invalid format '${line}'`);
    else {
      const end = lines.indexOf(rest, index + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
      values.set(name, lines.slice(index + 1, end).join('\n'));
      index = end;
    }
  }
  return values;
}

function split(
  info: string,
  separator: string,
  unescape: (text: string) => string,
): Omit<WorkflowCommand, 'data'> {
  const space = info.indexOf(' ');
  if (space < 0) return { name: info, properties: {} };
  const pairs = info
    .slice(space + 1)
    .split(separator)
    .map((pair) => /^\s*([^=]+)=(.+)$/s.exec(pair))
    .flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', unescape(pair[2] ?? '')]]));
  return {
    name: info.slice(0, space),
    properties: Object.fromEntries(pairs) as Record<string, string>,
  };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  const signs = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':');
  return signs.replaceAll('%2C', ',').replaceAll('%25', '%');
}

function unescapeOld(text: string): string {
  const signs = text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return signs.replaceAll('%5D', ']').replaceAll('%25', '%');
}
