/** Characters that are looked at: a text that repeats one unit shows it here. */
const LOOKED_AT = 20_000;
/** Below this many characters a repetition may be an answer: "no no no". */
const LEAST_CHARACTERS = 40;
/** The longest unit whose repetition makes a text noise. */
const LONGEST_UNIT = 12;
/** The share of a text that one repeated unit makes up when the text is noise. */
const REPEATED_SHARE = 0.9;

/** Tokens of control that a server should not print: ChatML's, Llama's, DeepSeek's, and those of SentencePiece. */
const CONTROL =
  /<[|｜][^<>|｜]{1,40}[|｜]>|<\/?s>|<(?:pad|unk|bos|eos|start_of_turn|end_of_turn)>/gi;

/**
 * Whether a text is the noise of a broken model: no letter or digit in any script, tokens of control
 * apart, or one unit of 1 to 12 characters repeated over nine tenths of at least 40 characters. Neither safe nor unsafe: broken
 * quantisation writes "!!!!" for everything. Takes time in proportion to the text.
 *
 * @param text - what a model wrote; text without a visible character is silence, which is another kind
 */
export function isDegenerate(text: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text.replaceAll(CONTROL, ''))) return true;
  const characters = Array.from(text.trim().slice(0, LOOKED_AT));
  if (characters.length < LEAST_CHARACTERS) return false;
  for (let size = 1; size <= LONGEST_UNIT; size += 1) {
    if (repeated(characters, size) >= REPEATED_SHARE * characters.length) return true;
  }
  return false;
}

/** How many characters the most repeated unit of a size covers, where it is repeated at all. */
function repeated(characters: readonly string[], size: number): number {
  const unit = unitOfLongestRun(characters, size);
  let covered = 0;
  let units = 0;
  for (let at = 0; at + size <= characters.length;) {
    if (unit.every((character, index) => characters[at + index] === character)) {
      covered += size;
      units += 1;
      at += size;
    } else {
      at += 1;
    }
  }
  return units > 1 ? covered : 0;
}

/** The unit of a size that is repeated longest without a break. */
function unitOfLongestRun(characters: readonly string[], size: number): readonly string[] {
  let longest = 0;
  let startOfLongest = 0;
  let run = 0;
  for (let at = size; at < characters.length; at += 1) {
    run = characters[at] === characters[at - size] ? run + 1 : 0;
    if (run > longest) {
      longest = run;
      startOfLongest = at - run + 1 - size;
    }
  }
  return characters.slice(startOfLongest, startOfLongest + size);
}
