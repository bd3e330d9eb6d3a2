import { FileFault } from '../../../ports/imports/open-item-files.ts';
import { numberText, unescaped } from './cell-text.ts';
import type { Workbook } from './workbook.ts';
import { xmlParser } from './xml.ts';

export type SheetRow = { readonly row: number; readonly cells: readonly string[] };

const columnsMax = 2_000;
const rowsMax = 1_048_576;
const textMax = 64 * 1024;

type Cell = {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | undefined;
  formula: boolean;
};

/**
 * Takes the rows out of a sheet as its XML comes. Formulas count as what the spreadsheet last computed; days, which are numbers with a
 * style, are written as days. A row ends with its last cell that is not empty, since a sheet leaves out the others.
 */
export const sheetRows = ({ styles, texts, since1904 }: Pick<Workbook, 'styles' | 'texts' | 'since1904'>) => {
  let complete: SheetRow[] = [];
  let row = 0;
  let cells: string[] = [];
  let next = 0;
  let cell: Cell | undefined;
  let reading = false;
  let phonetic = false;

  const beginCell = (attribute: (name: string) => string | undefined) => {
    const reference = attribute('r');
    const column = reference === undefined ? next : columnOf(reference);
    if (column < next || column >= columnsMax) {
      throw new FileFault(row, null, `has a cell out of order or beyond column ${columnsMax}`);
    }
    next = column + 1;
    const style = Number(attribute('s') ?? 0);
    cell = { column, type: attribute('t') ?? 'n', style, value: undefined, formula: false };
  };

  const within = (open: Cell, name: string) => {
    if (name === 'f') open.formula = true;
    if (name === 'rPh') phonetic = true;
    reading = name === 'v' || (name === 't' && !phonetic);
    if (reading) open.value ??= '';
  };

  const endCell = ({ column, type, style, value, formula }: Cell) => {
    if (value === undefined && formula) {
      throw new FileFault(
        row,
        column,
        'has a formula without a result; open the workbook in a spreadsheet and save it',
      );
    }
    while (cells.length < column) cells.push('');
    cells.push(textOf(type, style, value ?? ''));
  };

  const textOf = (type: string, style: number, value: string): string => {
    switch (type) {
      case 's': {
        const text = texts[Number(value)];
        if (text === undefined)
          throw new FileFault(row, null, 'refers to a text that the workbook does not hold');
        return text;
      }
      case 'b':
        return value === '1' ? 'true' : 'false';
      case 'd':
        return value.slice(0, 10);
      case 'n':
        return numberText(value, styles[style] ?? 'plain', since1904);
      default:
        return unescaped(value);
    }
  };

  const beginRow = (given: string | undefined) => {
    const number = given === undefined ? row + 1 : Number(given);
    if (!Number.isInteger(number) || number <= row || number > rowsMax) {
      throw new FileFault(row, null, 'is followed by a row that is out of order');
    }
    row = number;
    cells = [];
    next = 0;
  };

  const endRow = () => {
    while (cells.at(-1) === '') cells.pop();
    if (cells.length === 0) return;
    complete.push({ row, cells });
  };

  const parser = xmlParser({
    open: (name, attribute) => {
      if (name === 'row') return beginRow(attribute('r'));
      if (name === 'c') return beginCell(attribute);
      if (cell) within(cell, name);
    },
    text: (text) => {
      if (!cell || !reading) return;
      cell.value = (cell.value ?? '') + text;
      if (cell.value.length > textMax)
        throw new FileFault(row, cell.column, 'holds a text of more than 64 KiB');
    },
    close: (name) => {
      if (name === 'v' || name === 't') reading = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'row') endRow();
      if (name !== 'c' || !cell) return;
      endCell(cell);
      cell = undefined;
    },
  });

  return {
    push: (text: string): readonly SheetRow[] => {
      parser.push(text);
      const rows = complete;
      complete = [];
      return rows;
    },
    end: (): void => parser.end(),
  };
};

/** The position of a column by its name: `A1` is 0, `AB12` is 27. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (const sign of reference) {
    if (sign < 'A' || sign > 'Z') break;
    column = column * 26 + sign.charCodeAt(0) - 64;
  }
  return column - 1;
};
