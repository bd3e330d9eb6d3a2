import type { RequestListener } from 'node:http';

/** One part of the host below its one address: requests to `prefix` reach the listener without the prefix. */
export type Mount = { readonly prefix: string; readonly title: string; readonly listener: RequestListener };

/** The path below the prefix, query included, or undefined when the request is for somebody else. */
export const pathBelow = (prefix: string, url: string): string | undefined => {
  if (url === prefix) return '/';
  if (!url.startsWith(prefix)) return undefined;
  const rest = url.slice(prefix.length);
  if (rest.startsWith('/')) return rest;
  return rest.startsWith('?') ? `/${rest}` : undefined;
};

/** Hides the prefix from the listener; `originalUrl` keeps the whole, as Express and the issuer expect it. */
export const mounted =
  ({ prefix, listener }: Pick<Mount, 'prefix' | 'listener'>): RequestListener =>
  (request, response) => {
    const url = request.url ?? '/';
    Object.assign(request, { originalUrl: url, url: pathBelow(prefix, url) ?? url });
    listener(request, response);
  };
