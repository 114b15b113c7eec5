/** Longest image name: its UTF-8 bytes and a temporary suffix have to fit the 255 of a file system. */
const LONGEST = 80;

/** What makes a name more than a name, in the order it is told. */
const RULES: readonly { readonly broken: RegExp; readonly problem: string }[] = [
  { broken: /[/\\]/, problem: 'must be a file name, not a path' },
  // Before dots: a drive letter or a Windows stream is named as what it is.
  { broken: /:/, problem: 'must be a file name without a colon' },
  { broken: /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, problem: 'must hold printable characters only' },
  { broken: /^\./, problem: 'must not begin with a dot' },
  { broken: /^\s|[\s.]$/, problem: 'must not begin or end with a space, nor end with a dot' },
  {
    broken: new RegExp(`^.{${LONGEST + 1}}`, 'u'),
    problem: `must have ${LONGEST} characters at most`,
  },
  { broken: /^$/, problem: 'must not be empty' },
];

/**
 * What keeps a text from being the name of a picture inside the `images` folder: pictures are read
 * from disk and fetched by URL under this name, so a path would lead anywhere.
 *
 * @param name the field `image` of a row
 * @returns the first rule it breaks, as a clause; undefined when it is a plain file name
 */
export function imageNameProblem(name: string): string | undefined {
  return RULES.find(({ broken }) => broken.test(name))?.problem;
}
