import { FileFault } from '../../../ports/imports/open-item-files.ts';
import type { Archive } from './archive.ts';
import { type NumberStyle, styleOf, unescaped } from './cell-text.ts';
import { readXml } from './xml.ts';

/** What one needs to read a sheet of a workbook. */
export type Workbook = {
  readonly sheet: { readonly name: string; readonly part: string };
  readonly since1904: boolean;
  readonly styles: readonly NumberStyle[];
  readonly texts: readonly string[];
};

/** So much text may the cells of a workbook share: it is held while the sheet is read. */
const sharedMax = 64 * 1024 ** 2;

/** Finds the sheet that was asked for, else the first one, with the styles and texts that its cells refer to. */
export const readWorkbook = async (archive: Archive, asked: string | null): Promise<Workbook> => {
  if (!archive.has('xl/workbook.xml')) throw new FileFault(0, null, whatElse(archive));
  const { sheets, since1904 } = await readSheets(archive);
  const targets = await readTargets(archive);
  const tables = sheets.flatMap(({ name, id }) => {
    const part = targets.get(id);
    return part === undefined ? [] : [{ name, part }];
  });
  const sheet = asked === null ? tables[0] : tables.find(({ name }) => name === asked);
  if (!sheet) {
    const names = tables.map(({ name }) => name).join(', ');
    throw new FileFault(
      0,
      null,
      asked === null ? 'holds no sheet' : `has no sheet ${asked}; it has ${names}`,
    );
  }
  return { sheet, since1904, styles: await readStyles(archive), texts: await readTexts(archive) };
};

const whatElse = (archive: Archive): string => {
  if (archive.has('xl/workbook.bin')) return 'is a binary workbook (.xlsb); save it as .xlsx';
  if (archive.has('content.xml')) return 'is an OpenDocument file; save it as .xlsx or CSV';
  if (archive.has('word/document.xml')) return 'is a Word document; save the table as .xlsx or CSV';
  return 'is a ZIP archive that holds no workbook; unpack it and send the file in it';
};

type Sheet = { readonly name: string; readonly id: string };

const readSheets = async (
  archive: Archive,
): Promise<{ readonly sheets: readonly Sheet[]; readonly since1904: boolean }> => {
  const sheets: Sheet[] = [];
  let since1904 = false;
  await readXml(archive.text('xl/workbook.xml'), {
    open: (name, attribute) => {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (name === 'sheet') sheets.push({ name: attribute('name') ?? '', id: attribute('id') ?? '' });
    },
    text: () => {},
    close: () => {},
  });
  return { sheets, since1904 };
};

/** The parts of the archive that hold tables, by the id under which the workbook knows them; charts have a sheet of their own kind. */
const readTargets = async (archive: Archive): Promise<ReadonlyMap<string, string>> => {
  const targets = new Map<string, string>();
  await readXml(archive.text('xl/_rels/workbook.xml.rels'), {
    open: (name, attribute) => {
      if (name !== 'Relationship' || !attribute('Type')?.endsWith('/worksheet')) return;
      const target = attribute('Target') ?? '';
      targets.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
    text: () => {},
    close: () => {},
  });
  return targets;
};

const readStyles = async (archive: Archive): Promise<readonly NumberStyle[]> => {
  if (!archive.has('xl/styles.xml')) return [];
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let ofCells = false;
  await readXml(archive.text('xl/styles.xml'), {
    open: (name, attribute) => {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      if (name === 'cellXfs') ofCells = true;
      if (name !== 'xf' || !ofCells) return;
      const format = Number(attribute('numFmtId') ?? 0);
      styles.push(styleOf(format, codes.get(format)));
    },
    text: () => {},
    close: (name) => {
      if (name === 'cellXfs') ofCells = false;
    },
  });
  return styles;
};

const readTexts = async (archive: Archive): Promise<readonly string[]> => {
  if (!archive.has('xl/sharedStrings.xml')) return [];
  const texts: string[] = [];
  let text = '';
  let size = 0;
  let inText = false;
  let phonetic = false;
  await readXml(archive.text('xl/sharedStrings.xml'), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      if (name === 't') inText = !phonetic;
    },
    text: (part) => {
      if (!inText) return;
      text += part;
      size += part.length;
      if (size > sharedMax) throw new FileFault(0, null, 'holds more than 64 MiB of text; save it as CSV');
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') texts.push(unescaped(text));
    },
  });
  return texts;
};
