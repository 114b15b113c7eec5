import { GateError } from '../../core/errors.js';

/** The proxies of the environment, for undici; a member that is left out is not set there. */
interface ProxySettings {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
}

/** The protocols undici can speak to a proxy. */
const PROTOCOLS = ['http:', 'https:', 'socks:', 'socks5:'];

/**
 * Reads HTTP_PROXY and HTTPS_PROXY, in small letters first as undici and curl do. A proxy without a
 * scheme, `proxy:3128`, is an HTTP proxy, as for curl. (NO_PROXY is undici's own to read.)
 *
 * @param environment - the variables of the process
 * @throws GateError CONFIG_INVALID when one is no URL of a proxy; its value may hold a password and is not told
 */
export function proxySettings(
  environment: Readonly<Record<string, string | undefined>>,
): ProxySettings {
  const http = proxyUrl('HTTP_PROXY', environment);
  const https = proxyUrl('HTTPS_PROXY', environment);
  return {
    ...(http === undefined ? {} : { httpProxy: http }),
    ...(https === undefined ? {} : { httpsProxy: https }),
  };
}

/** The URL of one variable; undefined when it is not set or empty. */
function proxyUrl(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();
  if (given === '') return undefined;
  const url = given.includes('://') ? given : `http://${given}`;
  if (URL.canParse(url) && PROTOCOLS.includes(new URL(url).protocol)) return url;
  throw new GateError(
    'CONFIG_INVALID',
    `The environment variable ${name} is not the URL of a proxy.`,
    {
      remedy: 'Write it as http://host:port, or remove it.',
    },
  );
}
