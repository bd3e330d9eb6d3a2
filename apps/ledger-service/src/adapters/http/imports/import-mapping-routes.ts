import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, found, problem } from '@recoup/runtime/http/endpoint';
import { invalidInput } from '@recoup/runtime/http/input/invalid-input';
import { wholeNumber } from '@recoup/runtime/http/input/whole-number';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import { presetOf } from '../../../domain/import/layouts/presets.ts';
import { mappingFault } from '../../../domain/import/mapping/mapping.ts';
import type { ImportMappings } from '../../../ports/imports/import-mappings.ts';
import type { Registry } from '../../../ports/registry.ts';
import {
  findImportMapping,
  importMapping,
  importMappingList,
  importMappings,
  importMappingVersion,
  wholeImportMapping,
} from '../../../reads/import-mappings.ts';

export type ImportMappingRoutes = {
  readonly database: Queries;
  readonly mappings: ImportMappings;
  readonly registry: Pick<Registry, 'sourceMeant'>;
  readonly cursors: CursorCodec;
};

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be of small letters, digits and hyphens');
const params = z.strictObject({ source: z.string().min(1).max(60), name });
const nameTaken = { code: 'NAME_TAKEN', message: 'must not be that of a known kind of file' };
const unknownSource = { status: 400, code: 'UNKNOWN_SOURCE' };
const path = '/v1/import-mappings/{source}/{name}';
const access = { anyOf: ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT', 'AUDITOR', 'OPERATOR', 'ADMIN'] };

const newMapping = withExample(importMapping, {
  columns: {
    invoiceNumber: 'Belegnummer',
    debtorNumber: 'Debitor',
    debtorName: 'Name',
    invoiceDate: 'Belegdatum',
    dueDate: 'Fällig am',
    open: 'Offener Betrag',
    disputeOpen: 'Strittig',
  },
  constants: { entity: 'DE01', currency: 'EUR' },
  values: { disputeOpen: { ja: 'true', nein: 'false' } },
  numbers: 'comma',
  dates: 'day-first',
});

/** How the files of a source are read. A mapping changes nothing in the books, so one person may save it. */
export const importMappingRoutes = (routes: ImportMappingRoutes): readonly Endpoint[] => {
  const { database, mappings, registry, cursors } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/import-mappings',
      summary: 'Versions of the mappings by which files are read, newest first',
      access,
      query: importMappingList.query,
      answer: pageOf(importMappingVersion),
      handle: async ({ query }) => ({
        body: await importMappings(database, importMappingList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'get',
      path,
      summary: 'A mapping with its content, in the version saved last or in the one that is named',
      access,
      params,
      query: z.strictObject({ version: wholeNumber(1, 2_147_483_647).optional() }),
      answer: wholeImportMapping,
      handle: async ({ params: of, query }) =>
        found('This mapping', await findImportMapping(database, of.source, of.name, query.version)),
    }),
    endpoint({
      method: 'put',
      path,
      summary: 'Save a mapping under its name; what it said before stays as an earlier version',
      access: { anyOf: ['CLIENT_ACCOUNTING'] },
      refuses: [unknownSource],
      params,
      body: newMapping,
      answer: wholeImportMapping,
      handle: async ({ params: of, body, actor }) => {
        const source = await registry.sourceMeant(of.source);
        if (source === undefined)
          return problem(unknownSource.status, unknownSource.code, `${of.source} is no registered source.`);
        if (presetOf(of.name)) throw invalidInput([{ pointer: 'path/name', ...nameTaken }]);
        const fault = mappingFault(body);
        if (fault !== null)
          throw invalidInput([{ pointer: '/columns', code: 'MISSING_COLUMN', message: fault }]);
        const { version } = await mappings.save(source, of.name, body, actor.personId);
        return found('This mapping', await findImportMapping(database, source, of.name, version));
      },
    }),
  ];
};
