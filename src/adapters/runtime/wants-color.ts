import type { Environment } from './environment.js';

/** As much of a stream as the question needs. */
interface MaybeTerminal {
  readonly isTTY?: boolean;
}

/**
 * Whether escape sequences for colour go to a stream: NO_COLOR refuses them, else FORCE_COLOR asks for
 * them anywhere (0 and false refuse them), else a terminal that is not dumb has them.
 *
 * @param stream where the text goes
 * @param environment NO_COLOR, FORCE_COLOR and TERM are read
 * @see https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
 * @see https://no-color.org
 */
export function wantsColor(stream: MaybeTerminal, environment: Environment): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused = '', TERM: terminal } = environment;
  if (refused !== '') return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && terminal !== 'dumb';
}
