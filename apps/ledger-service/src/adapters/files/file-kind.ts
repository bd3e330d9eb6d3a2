const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a file is that holds no text, by its first bytes; a text is never taken for one by its first letters alone. */
export const kindOfBytes = (head: Buffer, size: number): string | undefined => {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte);
  const text = (from: number, to: number) => head.toString('latin1', from, to);
  if (begins(0x50, 0x4b, 0x03, 0x04) || begins(0x50, 0x4b, 0x05, 0x06)) {
    return `is a workbook (.xlsx) or another ZIP archive; send a workbook as ${workbookType}, and unpack anything else`;
  }
  if (begins(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
    return 'is an old Excel file (.xls) or a workbook with a password; save it as .xlsx without a password, or as CSV';
  }
  if (text(0, 5) === '%PDF-') return 'is a PDF; export the table as CSV or .xlsx';
  if (picture(head, size, begins, text)) return 'is a picture; export the table as CSV or .xlsx';
  if (begins(0x1f, 0x8b)) return 'is compressed (gzip); unpack it first';
  if (begins(0xff, 0xfe, 0, 0) || begins(0, 0, 0xfe, 0xff)) return 'is UTF-32; save it as UTF-8';
  return undefined;
};

const picture = (
  head: Buffer,
  size: number,
  begins: (...bytes: readonly number[]) => boolean,
  text: (from: number, to: number) => string,
): boolean =>
  begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ||
  begins(0xff, 0xd8, 0xff) ||
  begins(0x49, 0x49, 0x2a, 0x00) ||
  begins(0x4d, 0x4d, 0x00, 0x2a) ||
  ((text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') && head.subarray(0, 32).includes(0)) ||
  (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') ||
  (text(4, 8) === 'ftyp' && head[0] === 0) ||
  (text(0, 2) === 'BM' && head.length >= 14 && head.readUInt32LE(2) === size && head.readUInt32LE(6) === 0);

/** Whether bytes look like UTF-16 without a mark: of Latin text every other byte is 0. */
export const unmarkedUtf16 = (head: Buffer): 'utf-16le' | 'utf-16be' | undefined => {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 2) return undefined;
  let [first, second] = [0, 0];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[2 * pair] === 0) first += 1;
    if (head[2 * pair + 1] === 0) second += 1;
  }
  if (first > pairs / 2 && second <= pairs / 10) return 'utf-16be';
  if (second > pairs / 2 && first <= pairs / 10) return 'utf-16le';
  return undefined;
};

/** Whether a text is a web page or XML, which some programs call an Excel file. */
export const isMarkup = (text: string): boolean => /^\s*<(?:\?xml|!doctype|html|table|head|meta)/i.test(text);
