import { Tokenizer, TokenType } from '@streamparser/json';
import { FileFault } from '../../ports/imports/open-item-files.ts';

export type JsonRow = ReadonlyMap<string, string>;

const textMax = 64 * 1024;
const rowMax = 1024 * 1024;
const fieldsMax = 2_000;

const mustBeList =
  'must be a JSON list of rows, such as [{"entity": "US01", "invoice_number": "INV-1", ...}], without anything around it';
const notJson = 'is not valid JSON from here on';

/** What may come next. */
type Awaited =
  | 'list'
  | 'first-row'
  | 'row'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'value'
  | 'field-end'
  | 'row-end'
  | 'end';
type Step = (token: TokenType, value: unknown) => Awaited;

/**
 * Takes a JSON list of rows apart as its text comes. Values are texts, flags or null: a number would have gone through a binary fraction on
 * its way here, so it is refused, as is whatever a parser would decide about in silence, such as a key that comes twice.
 */
export const jsonRows = () => {
  let awaited: Awaited = 'list';
  let row = 0;
  let key = '';
  let fields = new Map<string, string>();
  let complete: JsonRow[] = [];
  let pending = 0;
  const fault = (column: string | null, reason: string) => new FileFault(row, column, reason);

  const takeKey = (name: string): Awaited => {
    key = name;
    if (name === '__proto__') throw fault(null, 'has a field named __proto__; remove it');
    if (fields.has(name)) throw fault(name, 'stands twice in this row');
    if (fields.size >= fieldsMax) throw fault(null, `has more than ${fieldsMax} fields`);
    return 'colon';
  };
  const takeValue = (text: string): Awaited => {
    if (text.length > textMax) throw fault(key, 'holds a text of more than 64 KiB');
    fields.set(key, text);
    return 'field-end';
  };
  const beginRow = (): Awaited => {
    fields = new Map();
    return 'first-key';
  };
  const endRow = (): Awaited => {
    complete.push(fields);
    return 'row-end';
  };
  const unexpected = (): never => {
    throw fault(null, notJson);
  };

  const anyRow: Step = (token) => {
    row += 1;
    if (token === TokenType.LEFT_BRACE) return beginRow();
    throw fault(null, 'must be an object whose keys are the columns');
  };
  const anyKey: Step = (token, value) =>
    token === TokenType.STRING && typeof value === 'string' ? takeKey(value) : unexpected();

  const steps: Readonly<Record<Awaited, Step>> = {
    list: (token) => {
      if (token === TokenType.LEFT_BRACKET) return 'first-row';
      throw new FileFault(1, null, mustBeList);
    },
    'first-row': (token, value) => (token === TokenType.RIGHT_BRACKET ? 'end' : anyRow(token, value)),
    row: anyRow,
    'first-key': (token, value) => (token === TokenType.RIGHT_BRACE ? endRow() : anyKey(token, value)),
    key: anyKey,
    colon: (token) => (token === TokenType.COLON ? 'value' : unexpected()),
    value: (token, value) => takeValue(textOf(token, value, (reason) => fault(key, reason))),
    'field-end': (token) => {
      if (token === TokenType.RIGHT_BRACE) return endRow();
      return token === TokenType.COMMA ? 'key' : unexpected();
    },
    'row-end': (token) => {
      if (token === TokenType.RIGHT_BRACKET) return 'end';
      return token === TokenType.COMMA ? 'row' : unexpected();
    },
    end: () => {
      throw fault(null, 'is followed by something after the end of the list');
    },
  };

  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value }) => {
    awaited = steps[awaited](token, value);
  };
  tokenizer.onError = (error) => {
    if (error instanceof FileFault) throw error;
    throw awaited === 'list' ? new FileFault(1, null, mustBeList) : fault(null, notJson);
  };
  return {
    /** The rows that this text completes. */
    push: (text: string): readonly JsonRow[] => {
      tokenizer.write(text);
      const rows = complete;
      complete = [];
      pending = rows.length > 0 ? 0 : pending + text.length;
      if (pending > rowMax) throw fault(null, 'is longer than 1 MiB');
      return rows;
    },
    end: (): void => {
      if (awaited === 'list') throw new FileFault(1, null, mustBeList);
      if (awaited !== 'end') throw fault(null, 'breaks off: the list of rows does not end');
    },
  };
};

const textOf = (token: TokenType, value: unknown, fault: (reason: string) => FileFault): string => {
  switch (token) {
    case TokenType.STRING:
    case TokenType.TRUE:
    case TokenType.FALSE:
      return String(value);
    case TokenType.NULL:
      return '';
    case TokenType.NUMBER:
      throw fault(
        'must be a text in quotation marks, not a number, so that every digit arrives as it was sent',
      );
    default:
      throw fault('must be a text in quotation marks, true, false or null, not a list or an object');
  }
};
