import { invalidInput } from './invalid-input.ts';

/** The parameters of an address by name; one that is given several times has a list. What is no UTF-8 is refused with its name. */
export const queryOf = (url: string): Readonly<Record<string, string | readonly string[]>> => {
  const [, written = ''] = /\?(.*)$/s.exec(url) ?? [];
  const parameters = Map.groupBy(written.split('&').filter(Boolean).map(parameterOf), ([name]) => name);
  const query: Record<string, string | readonly string[]> = Object.create(null);
  for (const [name, given] of parameters) {
    const [first = '', ...others] = given.map(([, value]) => value);
    query[name] = others.length === 0 ? first : [first, ...others];
  }
  return query;
};

const parameterOf = (written: string): readonly [name: string, value: string] => {
  const at = written.indexOf('=');
  const name = decoded(at < 0 ? written : written.slice(0, at), 'query');
  return [name, at < 0 ? '' : decoded(written.slice(at + 1), `query/${name}`)];
};

const decoded = (written: string, pointer: string): string => {
  try {
    return decodeURIComponent(written.replaceAll('+', ' '));
  } catch {
    throw invalidInput([{ pointer, code: 'INVALID_ENCODING', message: 'must be percent-encoded UTF-8' }]);
  }
};
