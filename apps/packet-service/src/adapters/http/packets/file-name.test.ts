import { expect, it } from 'vitest';
import { attachmentHeader, plainFileName } from './file-name.ts';

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\temp\\log.pdf', 'log.pdf'],
  ['a\u0000b\r\nc.pdf', 'abc.pdf'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['.htaccess', 'htaccess'],
  ['..', 'document'],
  ['Protokoll März.pdf', 'Protokoll März.pdf'],
])('%j is kept as %j', (given, kept) => {
  expect(plainFileName(given)).toBe(kept);
});

it('shortens an endless name and keeps its ending', () => {
  const name = plainFileName(`${'x'.repeat(300)}.pdf`);
  expect([...name]).toHaveLength(120);
  expect(name.endsWith('x.pdf')).toBe(true);
});

it('names a download for old and new readers, whatever is in the name', () => {
  expect(attachmentHeader('März "log" (1).pdf')).toBe(
    `attachment; filename="M_rz _log_ (1).pdf"; filename*=UTF-8''M%C3%A4rz%20%22log%22%20%281%29.pdf`,
  );
});
