import { moneyText } from '@recoup/domain/money';
import { totalOf } from '@recoup/domain/sides';
import { endpoint, problem } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { Preview } from '../../../application/imports/preview-import.ts';
import { presetOf } from '../../../domain/import/layouts/presets.ts';
import type { RowReading } from '../../../domain/import/open-item.ts';
import type { ImportMappings } from '../../../ports/imports/import-mappings.ts';
import { importPreview } from '../../../reads/import-preview.ts';
import { nameOfDelimiter } from '../../../reads/imports.ts';
import { formats, readingAsked, readingQuery, writingDeclared } from './reading-query.ts';
import { exampleFile, label, presetAsked, termsOf } from './take-import-route.ts';

const previewQuery = z.strictObject({
  source: label.default('erp'),
  asOf: z.iso.date().describe('the date as of which the file states open items'),
  preset: presetAsked,
  entity: label.optional(),
  currency: z.string().length(3).optional(),
  revenueShare: z.string().max(12).optional(),
  ...readingQuery,
});

const unknownPreset = { status: 400, code: 'UNKNOWN_PRESET' };

export const previewRoute = (preview: Commands['previewImport'], mappings: Pick<ImportMappings, 'find'>) =>
  endpoint({
    method: 'post',
    path: '/v1/imports/preview',
    summary: 'Show how a file would be read, by its first rows; nothing is kept',
    access: { anyOf: ['CLIENT_ACCOUNTING'] },
    refuses: [unknownPreset],
    query: previewQuery,
    body: { upload: { maxBytes: 1024 ** 3, contentTypes: [...formats.keys()], example: exampleFile } },
    answer: importPreview,
    changesNothing: true,
    handle: async ({ query, body }) => {
      const { source, preset = null } = query;
      const mapping = preset === null || presetOf(preset) ? null : await mappings.find(source, preset);
      if (mapping === undefined)
        return problem(unknownPreset.status, unknownPreset.code, `${preset} is not known for ${source}.`);
      const found = await preview({
        preset,
        mapping,
        path: body.path,
        format: formats.get(body.contentType) ?? 'csv',
        terms: termsOf(query),
        reading: readingAsked(query),
        declared: writingDeclared(query),
      });
      return { body: shown(found) };
    },
  });

const shown = ({ found, preset, chosenBy, header, dates, numbers, rows, ...more }: Preview) => ({
  reading: {
    encoding: found?.encoding ?? null,
    delimiter: found?.delimiter ? nameOfDelimiter[found.delimiter] : null,
    sheet: found?.sheet ?? null,
    ...{ preset, chosenBy, header },
  },
  dates,
  numbers,
  ...more,
  rows: rows.map(({ row, cells, reading }) => ({ row, cells, kind: reading.kind, ...said(reading) })),
});

/** What is said of a row: the item that it would be, and what is wrong or remarkable about it. */
const said = (reading: RowReading) => {
  const errors = reading.kind === 'invalid' ? reading.errors : [];
  const remarks = 'remarks' in reading ? reading.remarks : [];
  if (reading.kind !== 'item') return { item: null, errors, remarks };
  const { item } = reading;
  const { entity, department, deal, invoiceNumber, invoiceDate, dueDate, currency } = item;
  const parties = { client: item.client, debtor: item.debtor };
  const open = moneyText({ minor: totalOf(item.open), currency });
  return {
    item: { entity, department, deal, ...parties, invoiceNumber, invoiceDate, dueDate, open },
    ...{ errors, remarks },
  };
};
