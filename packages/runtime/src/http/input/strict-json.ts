import { unknownField } from './unknown-field.ts';

type JsonFault = {
  /** The steps from the whole to where it is. */
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
};

export type StrictJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: JsonFault };

/** Deeper than anything an API takes, and not so deep that walking through it could exhaust the stack. */
const deepest = 32;

/**
 * Reads JSON in which every key of an object stands once. Parsers keep the last of two, so that what a person read and what was
 * carried out would not be the same; and they make of `__proto__` what it is not.
 */
export const readStrictJson = (text: string): StrictJson => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, fault: { path: [], code: 'INVALID_JSON', message: 'must be valid JSON' } };
  }
  const fault = faultIn(text);
  return fault ? { ok: false, fault } : { ok: true, value };
};

/** An object with the keys that it has so far, or a list; and the key or place at which its next value stands. */
type Container = { readonly keys: Set<string> | undefined; step: string | number; expectsKey: boolean };

/** Walks over a text that is JSON. */
const faultIn = (text: string): JsonFault | undefined => {
  const open: Container[] = [];
  for (let at = 0; at < text.length; at++) {
    const inner = open.at(-1);
    switch (text[at]) {
      case '{':
      case '[':
        if (open.length === deepest) return tooDeep;
        open.push(containerOf(text[at] === '{'));
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (inner) goOn(inner);
        break;
      case '"': {
        const end = endOfText(text, at);
        const fault = inner?.expectsKey && faultOfKey(inner, keyIn(text.slice(at, end)));
        if (fault) return { ...fault, path: open.map(({ step }) => step) };
        at = end - 1;
      }
    }
  }
  return undefined;
};

const tooDeep: JsonFault = {
  path: [],
  code: 'TOO_DEEP',
  message: `must not be nested more than ${deepest} levels deep`,
};

const containerOf = (isObject: boolean): Container =>
  isObject
    ? { keys: new Set(), step: '', expectsKey: true }
    : { keys: undefined, step: 0, expectsKey: false };

const goOn = (container: Container): void => {
  container.expectsKey = container.keys !== undefined;
  if (typeof container.step === 'number') container.step += 1;
};

const faultOfKey = (container: Container, key: string): Omit<JsonFault, 'path'> | undefined => {
  container.step = key;
  container.expectsKey = false;
  if (key === '__proto__') return unknownField;
  if (container.keys?.has(key)) return { code: 'GIVEN_TWICE', message: 'must be given once only' };
  container.keys?.add(key);
  return undefined;
};

const keyIn = (quoted: string): string =>
  quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);

/** Where the text ends whose opening quotation mark stands at `start`. */
const endOfText = (text: string, start: number): number => {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
};
