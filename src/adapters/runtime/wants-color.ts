/** As much of a stream as the question needs. */
interface MaybeTerminal {
  readonly isTTY?: boolean;
}

/**
 * Whether escape sequences for colour go to a stream: FORCE_COLOR asks for them anywhere (0 and false
 * refuse them), else NO_COLOR refuses them, else a terminal that is not dumb has them.
 *
 * @param stream where the text goes
 * @param environment FORCE_COLOR, NO_COLOR and TERM are read
 * @see https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
 * @see https://no-color.org
 */
export function wantsColor(
  stream: MaybeTerminal,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused = '', TERM: terminal } = environment;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return refused === '' && stream.isTTY === true && terminal !== 'dumb';
}
