import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { fileTypeFromBuffer } from 'file-type';
import type { FileRefusal, SniffedFile } from '../../ports/packet/document-vault.ts';

/** What is taken as evidence, and the endings a file of that type may have. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/tiff': ['.tif', '.tiff'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'text/plain': ['.txt', '.csv', '.eml', '.log'],
};

/**
 * Says what a file is by its bytes, or why it is not taken: never by the type its sender claims. A file that could act (scripts,
 * macros, pages) or that nobody can look into (encrypted) is refused.
 */
export const judgeFile = async (
  path: string,
  fileName: string,
): Promise<Result<SniffedFile, FileRefusal>> => {
  const bytes = await readFile(path);
  if (bytes.length === 0) return refused({ reason: 'empty' });
  const sniffed = await fileTypeFromBuffer(bytes);
  const mediaType = sniffed?.mime ?? (isPlainText(bytes) ? 'text/plain' : undefined);
  const endings = mediaType === undefined ? undefined : allowed[mediaType];
  if (mediaType === undefined || !endings) return refused({ reason: 'type-not-allowed' });
  const extension = extname(fileName).toLowerCase();
  if (!endings.includes(extension)) return refused({ reason: 'name-does-not-fit-type' });
  if (hidesActiveContent(bytes, mediaType)) return refused({ reason: 'active-content' });
  if (mediaType === 'application/pdf' && bytes.includes('/Encrypt')) return refused({ reason: 'encrypted' });
  return accepted({ mediaType, extension });
};

const isPlainText = (bytes: Buffer): boolean => {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const hidesActiveContent = (bytes: Buffer, mediaType: string): boolean => {
  if (mediaType === 'application/pdf') {
    return ['/JavaScript', '/JS ', '/JS(', '/Launch', '<script', '<html'].some((mark) =>
      bytes.includes(mark),
    );
  }
  if (mediaType.includes('openxmlformats')) return bytes.includes('vbaProject.bin');
  if (mediaType !== 'text/plain') return bytes.includes('<script') || bytes.includes('<html');
  return /^\s*<(?:!doctype|html|svg|\?xml|script)/i.test(bytes.subarray(0, 1_024).toString('utf8'));
};
