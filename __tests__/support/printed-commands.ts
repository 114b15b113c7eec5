/** A command that a page prints. */
export interface PrintedCommand {
  /** Variables that stand before it. */
  readonly env: Readonly<Record<string, string>>;
  /** What follows the name of the program. */
  readonly args: readonly string[];
  /** As one line, without variables. */
  readonly line: string;
  /** What the page prints below it; undefined where that is nothing. */
  readonly output: string | undefined;
}

const BLOCK = /^```(\w*)\n(.*?)^```$/gms;

/** A command of this project, from a shell's line. */
const COMMAND = /^((?:\w+=\S+ )*)(?:(?:npx )?siuo-gate|node dist\/cli\/index\.js)( .+)$/;

/** The commands that a page prints, in blocks and in its sentences. */
export function printedCommands(page: string): readonly PrintedCommand[] {
  const inBlocks = [...page.matchAll(BLOCK)].flatMap(([, language, text = '']) => {
    const lines = text.replaceAll(/\\\n\s*/g, '');
    if (language === 'console') return lines.split(/^\$ /m).flatMap(withOutput);
    return language === 'sh' ? lines.split('\n').flatMap((line) => parsed(line)) : [];
  });
  const spans = page.replaceAll(BLOCK, '').matchAll(/`([^`]+)`/g);
  const inSentences = [...spans].flatMap(([, span = '']) => parsed(span.replaceAll(/\s+/g, ' ')));
  return [...inBlocks, ...inSentences];
}

/** A command of a console, with what stands below it. */
function withOutput(text: string): readonly PrintedCommand[] {
  const [line = '', ...below] = text.split('\n');
  return parsed(line, below.join('\n'));
}

/** A command; none where the line is something else. */
function parsed(line: string, output?: string): readonly PrintedCommand[] {
  const [, before = '', after] = COMMAND.exec(line.trim()) ?? [];
  if (after === undefined) return [];
  const pairs = before
    .trim()
    .split(' ')
    .filter((pair) => pair !== '');
  const env = Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  return [{ env, args: after.trim().split(' '), line: after.trim(), output }];
}
