import * as z from 'zod';
import { numberStyles } from '../../../domain/import/values/number-style.ts';
import type { FileFormat, ReadingAsked, WritingDeclared } from '../../../ports/imports/open-item-files.ts';

/** The forms of file that are taken, by media type. */
export const formats: ReadonlyMap<string, FileFormat> = new Map([
  ['text/csv', 'csv'],
  ['application/json', 'json'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
]);

const isEncoding = (label: string): boolean => {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
};

const delimiters = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  ',': ',',
  ';': ';',
  '\t': '\t',
} as const;

/** How a file is written, where it does not show that itself. */
export const readingQuery = {
  encoding: z
    .string()
    .max(40)
    .refine(isEncoding, 'must be the label of an encoding, such as utf-8 or windows-1252')
    .optional()
    .describe(
      'of a text, by any label of the WHATWG Encoding Standard; a byte order mark in the file wins, and without both it is UTF-8',
    ),
  delimiter: z
    .enum(['comma', 'semicolon', 'tab', ',', ';', '\t'])
    .optional()
    .describe('of a CSV file; without it a first line sep=; or the header decides'),
  sheet: z
    .string()
    .regex(/^[^\0]{1,31}$/u, 'must be the name of a sheet')
    .optional()
    .describe('of a workbook; without it the first one is read'),
  dates: z
    .enum(['day-first', 'month-first'])
    .optional()
    .describe('the order of day and month in dates; without it the file shows it'),
  numbers: z
    .enum(numberStyles)
    .optional()
    .describe(
      'how amounts are printed: plain 1250.00, point 1,250.00 or comma 1.250,00; else as its kind prints them',
    ),
};

export const writingDeclared = (query: {
  readonly dates?: WritingDeclared['dates'] | undefined;
  readonly numbers?: WritingDeclared['numbers'] | undefined;
}): WritingDeclared => ({ dates: query.dates ?? null, numbers: query.numbers ?? null });

export const readingAsked = (query: {
  readonly encoding?: string | undefined;
  readonly delimiter?: keyof typeof delimiters | undefined;
  readonly sheet?: string | undefined;
}): ReadingAsked => ({
  encoding: query.encoding ?? null,
  delimiter: query.delimiter ? delimiters[query.delimiter] : null,
  sheet: query.sheet ?? null,
});
