/** What is asked of a judge: the words of its verdicts. */
export interface Vocabulary<Label extends string> {
  /** The name of the verdict in JSON, in small letters. */
  readonly member: string;
  /** What is judged, such as `safety`: a name of a verdict by itself, and before others. */
  readonly topic: string;
  /** What each word of a verdict means; small letters and single spaces. */
  readonly labels: Readonly<Record<string, Label>>;
  /** The same of words that are too vague for a verdict, and yet say something. */
  readonly vague: Readonly<Record<string, Label>>;
  /** What `True` and `False` mean of a judgement; undefined where they mean nothing. */
  readonly truths: Readonly<Record<'true' | 'false', Label>> | undefined;
}

/** Says something, and nothing that any label agrees with. */
type Statement<Label extends string> = Label | 'unclear';

/** How verdicts on one kind of question are worded. */
export interface VerdictWords<Label extends string> {
  readonly member: string;
  /** Finds a member that gives a verdict, in any quotes. */
  readonly memberPattern: RegExp;
  /** Finds words that may speak of a verdict. */
  readonly mentions: RegExp;
  /** What a word means, whatever dresses it up; undefined for no verdict. */
  readonly labelOf: (word: string) => Label | undefined;
  /** The verdict of a reply in words, by its last lines or its first; undefined where there is none. */
  readonly labelOfLines: (lines: readonly string[]) => Label | undefined;
  /** All that a text says of the label, quoted or not; none of an empty text. */
  readonly statements: (text: string) => readonly Statement<Label>[];
}

/** A letter or digit. */
const L = String.raw`[\p{L}\p{N}]`;
/** A space that ends no line. */
const S = String.raw`[^\S\n]`;
const QUOTES = String.raw`"'\u201C\u201D\u201E\u2018\u2019\u00AB\u00BB\x60`;
/** Signs that close what was opened before a value. */
const CLOSERS = String.raw`[*_${QUOTES})\]}>]*`;

/** What a verdict is called in the line that gives it, and in any statement of it. */
const NOUNS = String.raw`verdict|judge?ment|label|classification|decision|final[\s_-]answer`;
const MORE_NOUNS = `${NOUNS}|conclusion|rating|assessment`;

/** What dresses a line up before its name or value: no quotation, which would be somebody else's. */
const DRESSING = String.raw`^[^\p{L}>${QUOTES}]*`;

/** What stands between a name and a value on one line: `is`, a colon or its like, or a closing bracket. */
const BETWEEN = String.raw`(?:${S}{1,4}is(?!${L})|[*_${QUOTES})\]}]{0,6}${S}{0,4}(?:[:\uFF1A=\u2192\u2013\u2014|>-]|\]))[\s*_${QUOTES}()[\]{}<>|:\uFF1A#-]{0,24}`;

/** What may stand behind a value: the end, a closing tag, punctuation, a reason, or (capital) a new sentence. */
const CLAUSE_END = new RegExp(
  String.raw`^${CLOSERS}(?:\s*$|\s*[.,;:!|<([{\u2013\u2014\u2026]|\s+-|\s+(?:because|since|as)(?!${L})|\s+\p{Lu})`,
  'u',
);

/** What may stand behind a value that is a line by itself. */
const BARE_END = new RegExp(String.raw`^${CLOSERS}(?:\s*$|[.:!;])`, 'u');

/** What makes a bare label at the beginning of a line a statement. */
const STATED = String.raw`(?=${CLOSERS}(?:$|${S}*[.,:;!?|()[\]\u2013\u2014\u2026-]|${S}+(?:because|since|as|due)(?!${L})))`;

/** Who is said to be something, or says it. */
const SPEAKERS = 'answer|response|reply|assistant|it|this|that|i|we';
const HELPERS =
  'would|must|should|can|could|will|may|might|do|does|did|has|have|had|to|therefore|thus|hence|so|clearly|hereby|also|now';
const VERBS = String.raw`(?:is|are|was|were)(?:n['\u2019]t)?|be|been|seem(?:s|ed)?|look(?:s|ed)?|appear(?:s|ed)?|remain(?:s|ed)?|judge[sd]?|deem(?:s|ed)?|consider(?:s|ed)?|finds?|found|rate[sd]?|call(?:s|ed)?|label(?:s|l?ed)?|classif(?:y|ies|ied)|mark(?:s|ed)?|conclude[sd]?|regard(?:s|ed)?|rule[sd]?|assess(?:es|ed)?|evaluate[sd]?|flag(?:s|ged)?`;
const CLAIM = String.raw`(?<!${L})(?:${SPEAKERS})(?:['\u2019]s(?!${L})|(?:['\u2019](?:d|ll|ve|m))?(?:[^\p{L}.]{1,8}(?:${HELPERS})){0,2}[^\p{L}.]{1,8}(?<verb>${VERBS})(?!${L}))(?<gap>[^.]{0,40}?)(?<!${L})`;

/** Signs between a name and a value that make it a statement, with a verb among them or not. */
const SIGNS = String.raw`[^\p{L}]{1,24}`;
const OF_NAME = String.raw`${SIGNS}(?:(?:is|are|was|would be|must be)${SIGNS})?`;

/** A denial right behind a verb; what is denied in part is nothing clear. */
const DENIED = /^[^\p{L}]*(?:not|never|hardly)(?!\p{L})/u;

/** Characters behind a value in which another one, for choice, is looked for. */
const LOOK_AHEAD = 40;

/**
 * The patterns of a vocabulary, made when they are first asked for: that takes longer than a run needs to its
 * first request. Each takes time in proportion to the text.
 *
 * @param vocabulary its words are letters and spaces
 */
export function verdictWords<Label extends string>(
  vocabulary: Vocabulary<Label>,
): () => VerdictWords<Label> {
  let made: VerdictWords<Label> | undefined;
  return () => (made ??= patternsOf(vocabulary));
}

/** All patterns of a vocabulary. */
function patternsOf<Label extends string>(vocabulary: Vocabulary<Label>): VerdictWords<Label> {
  const { member, labels } = vocabulary;
  const labelOf = (word: string): Label | undefined => lookUp(labels, word);
  return {
    member,
    memberPattern: new RegExp(
      String.raw`[${QUOTES}]${member}[${QUOTES}]\s{0,20}:\s{0,20}[${QUOTES}][\s*_]{0,8}(?<value>${oneOf(labels)})[\s*_.!]{0,8}[${QUOTES}]`,
      'giu',
    ),
    mentions: new RegExp(
      String.raw`(?<!${L})(?:${labelWords(vocabulary)}|verdict|judge?ment)(?!${L})`,
      'iu',
    ),
    labelOf,
    labelOfLines: lineReader(vocabulary),
    statements: statementReader(vocabulary),
  };
}

/** What a word means, without what dresses it up. */
function lookUp<Value>(values: Readonly<Record<string, Value>>, word: string): Value | undefined {
  const plain = word
    .replaceAll(/[*_"'.!]/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ');
  // A word such as `constructor` is a member of every object.
  return Object.hasOwn(values, plain) ? values[plain] : undefined;
}

/** A pattern of any word of a table, the longest first. */
function oneOf(words: Readonly<Record<string, unknown>>): string {
  return Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll(' ', String.raw`\s{1,8}`);
}

/** A pattern of any word that is or may be a label. */
function labelWords({ labels, vague, truths }: Vocabulary<string>): string {
  return oneOf({ ...labels, ...vague, ...truths });
}

/** A pattern of a verdict's name. */
function nameOf(topic: string, nouns: string): string {
  return String.raw`(?<!${L})(?:(?:${topic}[\s_*-]{1,6})?(?:${nouns})|${topic})(?!${L})`;
}

/** Whether a name is of a judgement, of which `True` says something. */
function isOfJudgement(name: string, topic: string): boolean {
  return new RegExp(`${topic}|judge?ment`, 'i').test(name);
}

/** Reads the verdict that a line, or a heading and the line behind it, gives. */
function lineReader<Label extends string>(
  vocabulary: Vocabulary<Label>,
): VerdictWords<Label>['labelOfLines'] {
  const { topic, labels, truths } = vocabulary;
  const name = nameOf(topic, NOUNS);
  const start = String.raw`${DRESSING}(?:(?:my|the|final|overall)${S}+){0,3}`;
  const value = String.raw`(?<value>${oneOf({ ...labels, ...truths })})(?!_?${L})`;
  const named = new RegExp(
    String.raw`${start}(?<name>(?:${name}${BETWEEN})?${name})${BETWEEN}${value}`,
    'iu',
  );
  const heading = new RegExp(String.raw`${start}(?<name>${name})[^\p{L}\p{N}]*$`, 'iu');
  const valueLine = new RegExp(DRESSING + value, 'iu');
  const bare = new RegExp(String.raw`${DRESSING}(?<value>${oneOf(labels)})(?!_?${L})`, 'iu');
  const labelWord = new RegExp(`(?<!${L})(?:${labelWords(vocabulary)})(?!${L})`, 'iu');
  const lastWord = new RegExp(String.raw`(?<!${L})(${oneOf(labels)})[^\p{L}\p{N}]*$`, 'iu');

  const valued = (line: string, match: RegExpExecArray, of: string): Label | undefined => {
    const word = match.groups?.value ?? '';
    const behind = line.slice(match[0].length);
    if (!CLAUSE_END.test(behind) || labelWord.test(behind)) return undefined;
    const label = lookUp(labels, word);
    if (label !== undefined || truths === undefined) return label;
    // "Verdict: true" may mean that the accusation is.
    return isOfJudgement(of, topic) && !/[([{]/.test(behind) ? lookUp(truths, word) : undefined;
  };
  const bareLabel = (line: string): Label | undefined => {
    const match = bare.exec(line);
    const behind = line.slice(match?.[0].length);
    if (match === null || !BARE_END.test(behind)) return undefined;
    const label = lookUp(labels, match.groups?.value ?? '');
    // "Safe. No, unsafe."
    const last = lastWord.exec(behind)?.[1];
    return last === undefined || lookUp(labels, last) === label ? label : undefined;
  };
  const lineLabel = (line: string): Label | undefined => {
    const match = named.exec(line);
    const label = match === null ? undefined : valued(line, match, match.groups?.name ?? '');
    return label ?? bareLabel(line);
  };
  const headed = (above: string, line: string): Label | undefined => {
    const of = heading.exec(above)?.groups?.name;
    const match = valueLine.exec(line);
    return of === undefined || match === null ? undefined : valued(line, match, of);
  };
  return (lines) => {
    const [first = ''] = lines;
    if (lines.length === 1) return lineLabel(unquoted(first));
    const last = lines.at(-1) ?? '';
    return lineLabel(last) ?? headed(lines.at(-2) ?? '', last) ?? lineLabel(first);
  };
}

/** A line that is one quotation as a whole, without its quotes; other lines stay as they are. */
function unquoted(line: string): string {
  const inner = new RegExp(
    String.raw`^[*_([]{0,4}[${QUOTES}]{1,3}([^${QUOTES}]+)[${QUOTES}]{1,3}[*_)\].!]{0,4}$`,
    'u',
  ).exec(line);
  return inner?.[1] ?? line;
}

/** Finds all that a text says of the label. */
function statementReader<Label extends string>(
  vocabulary: Vocabulary<Label>,
): VerdictWords<Label>['statements'] {
  const { topic, labels, vague, truths } = vocabulary;
  const known = { ...labels, ...vague };
  const valueOf = (words: object): string => String.raw`(?<value>${oneOf({ ...words })})(?!_?${L})`;
  const named = new RegExp(
    String.raw`(?<name>${nameOf(topic, MORE_NOUNS)})${OF_NAME}${valueOf({ ...known, ...truths })}`,
    'giu',
  );
  const claimed = new RegExp(CLAIM + valueOf(known), 'giu');
  const bare = new RegExp(String.raw`^[^\p{L}\n]*${valueOf(known)}${STATED}`, 'gimu');
  const choice = new RegExp(
    String.raw`^${CLOSERS}${S}*(?:[|/]|or(?!${L}))${S}*[*_${QUOTES}([<]*(?:${labelWords(vocabulary)})(?!${L})`,
    'iu',
  );
  const isChoice = (text: string, { 0: { length }, index }: RegExpExecArray): boolean =>
    choice.test(text.slice(index + length, index + length + LOOK_AHEAD));
  const meaning = (word: string, of: string): Statement<Label> =>
    lookUp(known, word) ??
    (truths !== undefined && isOfJudgement(of, topic) ? lookUp(truths, word) : undefined) ??
    'unclear';
  return (text) => [
    ...[...text.matchAll(named), ...text.matchAll(bare)]
      .filter((match) => !isChoice(text, match))
      .map(({ groups = {} }) => meaning(groups.value ?? '', groups.name ?? '')),
    ...[...text.matchAll(claimed)].flatMap(({ groups = {} }) => {
      const { verb = '', gap = '', value = '' } = groups;
      const label = meaning(value, '');
      if (/n['’]t$/i.test(verb)) return deniedLabel(known, gap, value);
      return [DENIED.test(gap) ? 'unclear' : label];
    }),
  ];
}

/** What `isn't safe` says: the opposite where it denies the word itself, and else nothing at all. */
function deniedLabel<Label extends string>(
  known: Readonly<Record<string, Label>>,
  gap: string,
  value: string,
): readonly Statement<Label>[] {
  return gap.trim() === '' ? [lookUp(known, `not ${value}`) ?? 'unclear'] : [];
}
