import { Readable } from 'node:stream';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { ImportMappings } from '../../../ports/imports/import-mappings.ts';
import type { ImportUndo } from '../../../ports/imports/import-undo.ts';
import type { OpenItemFiles } from '../../../ports/imports/open-item-files.ts';
import type { Registry } from '../../../ports/registry.ts';
import { rowErrorList, rowErrorResource, rowErrors } from '../../../reads/import-rows/row-errors.ts';
import { findImport, importList, importResource, imports } from '../../../reads/imports.ts';
import { importMappingRoutes } from './import-mapping-routes.ts';
import type { Todays } from './import-scope.ts';
import { previewRoute } from './preview-route.ts';
import { pullImportRoute } from './pull-import-route.ts';
import { rejectedRowsCsv } from './rejected-rows-csv.ts';
import { takeImportRoute } from './take-import-route.ts';
import { undoImportRoute } from './undo-import-route.ts';

/** An import shows totals of its clients: it is read by who asked for it and by who covers all that its file speaks of. */
const readers = { anyOf: ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT', 'AUDITOR', 'OPERATOR', 'ADMIN'] };

export type ImportRoutes = Todays & {
  readonly database: Queries;
  readonly files: OpenItemFiles;
  readonly commands: Pick<Commands, 'requestImport' | 'pullImport' | 'previewImport'>;
  readonly mappings: ImportMappings;
  readonly registry: Pick<Registry, 'sourceMeant'>;
  readonly undo: ImportUndo;
  readonly cursors: CursorCodec;
};

export const importRoutes = (routes: ImportRoutes): readonly Endpoint[] => {
  const { database, files, commands, cursors } = routes;
  const one = (path: string, summary: string) =>
    endpoint({
      method: 'get',
      path,
      summary,
      access: readers,
      params: z.strictObject({ id: z.uuid() }),
      answer: importResource,
      handle: async ({ params, actor }) => {
        const found = await findImport(database, actor, params.id);
        return found ? { body: found } : notFound('This import');
      },
    });

  const list = endpoint({
    method: 'get',
    path: '/v1/imports',
    summary: 'Imports, newest first',
    access: readers,
    query: importList.query,
    answer: pageOf(importResource),
    handle: async ({ query, actor }) => ({
      body: await imports(database, actor, importList.ask(query, cursors)),
    }),
  });

  const errors = endpoint({
    method: 'get',
    path: '/v1/imports/{id}/errors',
    summary: 'Row errors of an import; with format=csv, the rejected rows themselves, each with its errors',
    access: readers,
    params: z.strictObject({ id: z.uuid() }),
    query: rowErrorList.query.extend({
      format: z
        .enum(['json', 'csv'])
        .default('json')
        .describe('csv: every rejected row of the file, whatever else is asked'),
    }),
    answer: { json: pageOf(rowErrorResource), orBytes: 'text/csv' },
    handle: async ({ params, query, actor }) => {
      const found = await findImport(database, actor, params.id);
      if (!found) return notFound('This import');
      if (query.format === 'csv') {
        return {
          stream: Readable.from(rejectedRowsCsv(database, files, found)),
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': `attachment; filename="rejected-${found.importId}.csv"`,
          },
        };
      }
      return { body: await rowErrors(database, params.id, rowErrorList.ask(query, cursors)) };
    },
  });

  return [
    takeImportRoute(database, commands.requestImport),
    pullImportRoute(database, commands.pullImport),
    previewRoute(commands.previewImport, routes.mappings),
    ...importMappingRoutes(routes),
    list,
    one('/v1/imports/{id}', 'One import with its progress'),
    errors,
    undoImportRoute(database, routes.undo, routes),
    one('/v1/jobs/{id}', 'Progress of long work: an import is a job under its own id'),
  ];
};
