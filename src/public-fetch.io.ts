import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, fetch, ProxyAgent, type Dispatcher, type Response } from 'undici';
import { readProxies } from './proxies.io.js';

/** Whether an address may be asked; for tests, which serve on this machine. */
export type AddressRule = (address: string) => boolean;

/** An address that no picture is fetched from: this machine, its networks, and what is no single host. */
class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** Ranges that are not of the public internet (RFC 6890, RFC 8190 and multicast). */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}

/** The part of version 6 that is given to hosts of the internet. */
const GLOBAL_6 = new BlockList();
GLOBAL_6.addSubnet('2000::', 3, 'ipv6');

/** Parts of it that lead elsewhere: documentation, and tunnels to addresses of version 4. */
const SPECIAL_6 = new BlockList();
SPECIAL_6.addSubnet('2001:db8::', 32, 'ipv6');
SPECIAL_6.addSubnet('2001::', 23, 'ipv6');
SPECIAL_6.addSubnet('2002::', 16, 'ipv6');
SPECIAL_6.addSubnet('3fff::', 20, 'ipv6');

/**
 * Whether an address is one of the public internet.
 *
 * @param address of version 4 or 6, as numbers; a name is none
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !PRIVATE.check(address, 'ipv4');
    case 6:
      return GLOBAL_6.check(address, 'ipv6') && !SPECIAL_6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Fetches what lies on the public internet. */
export interface PublicFetch {
  /** One request that follows no redirect; rejects when it would go to a private address. */
  readonly fetch: (
    url: URL,
    init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
  ) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/**
 * Opens connections that reach the public internet alone. A name is looked up as part of the connection, so that what
 * was checked is what is connected to. Through a proxy of the environment the proxy looks names up, and only
 * addresses in a URL are checked here.
 *
 * @param allows which addresses may be asked; those of the public internet unless a test says otherwise
 * @throws GateError CONFIG_INVALID when a proxy of the environment is no URL
 */
export function openPublicFetch(allows: AddressRule = isPublicAddress): PublicFetch {
  const proxies = readProxies(process.env);
  const direct = new Agent({ connect: { lookup: checkedLookup(allows) } });
  const tunnels: readonly { readonly uri: string; readonly agent: Dispatcher }[] = proxies.urls.map(
    (uri) => ({ uri, agent: new ProxyAgent({ uri, proxyTunnel: false }) }),
  );
  return {
    fetch: async (url, { headers, signal }) => {
      refuseUrl(url, allows);
      const proxy = proxies.of(url);
      const dispatcher = tunnels.find(({ uri }) => uri === proxy)?.agent ?? direct;
      return fetch(url, { headers, signal, redirect: 'manual', dispatcher });
    },
    close: async () => {
      await Promise.all([direct.destroy(), ...tunnels.map(({ agent }) => agent.destroy())]);
    },
  };
}

/** Refuses a URL that is not of the web, holds credentials, or names a private address itself. */
function refuseUrl({ protocol, hostname, username, password }: URL, allows: AddressRule): void {
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new PrivateAddress(`its address begins with ${protocol.slice(0, 20)}`);
  }
  if (username !== '' || password !== '') throw new PrivateAddress('its address holds a password');
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !allows(host)) throw new PrivateAddress('its address is a private one');
  if (
    isIP(host) === 0 &&
    /(^|\.)(localhost|local|internal)\.?$/.test(host) &&
    !allows('127.0.0.1')
  ) {
    throw new PrivateAddress('its address is a private one');
  }
}

/** Looks names up as the system does, and refuses private addresses. */
function checkedLookup(allows: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const [first] = found;
      if (first === undefined || found.some(({ address }) => !allows(address))) {
        callback(new PrivateAddress('its name leads to a private address'), '', 0);
        return;
      }
      if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
