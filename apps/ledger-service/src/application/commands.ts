import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { BilledTotals } from '../ports/billed-totals.ts';
import type { Books } from '../ports/books.ts';
import type { GeneralLedger } from '../ports/general-ledger.ts';
import type { GlBodies } from '../ports/general-ledger-bodies.ts';
import type { GlDocuments } from '../ports/gl-documents.ts';
import type { GlMappings } from '../ports/gl-mappings.ts';
import type { ImportMappings } from '../ports/imports/import-mappings.ts';
import type { ImportWatch } from '../ports/imports/import-watch.ts';
import type { ClaimedImport, Imports } from '../ports/imports/imports.ts';
import type { OpenItemFiles } from '../ports/imports/open-item-files.ts';
import type { OpenItemPull } from '../ports/imports/open-item-pull.ts';
import type { Registry } from '../ports/registry.ts';
import { entityMeant } from './entity-meant.ts';
import { executeWriteOff, type ReadLine } from './execute-write-off.ts';
import { postToGeneralLedger } from './general-ledger/post-to-general-ledger.ts';
import { fetchingFile } from './imports/fetch-file.ts';
import { previewImport } from './imports/preview-import.ts';
import { pullImport } from './imports/pull-import.ts';
import { readHistory } from './imports/read-history.ts';
import { beginImport, requestImport } from './imports/request-import.ts';
import { takeInOpenItems } from './imports/take-in-open-items.ts';
import { openPeriods } from './open-periods.ts';
import { publishEntities } from './publish-entities.ts';
import { recoverWriteOff } from './recover-write-off.ts';
import { stateBilledTotals } from './state-billed-totals.ts';

export type CommandPorts = {
  readonly imports: Imports;
  readonly importWatch: ImportWatch;
  readonly importMappings: ImportMappings;
  readonly files: OpenItemFiles;
  /** Null where nothing is connected that could be asked. */
  readonly openItems: OpenItemPull | null;
  readonly registry: Registry;
  readonly billedTotals: BilledTotals;
  readonly mappings: GlMappings;
  readonly books: Books;
  readonly postings: GlDocuments;
  readonly generalLedger: GeneralLedger & GlBodies;
  readonly readLine: ReadLine;
  readonly hashOf: (text: string) => string;
  readonly newId: () => string;
  readonly todayIn: (timeZone: string) => CalendarDate;
};

/** Everything that people, other services and time can have done here: the service on one screen. */
export const commands = (ports: CommandPorts) => ({
  ...importCommands(ports),
  ...bookCommands(ports),
  stateBilledTotals: stateBilledTotals(ports.files, ports.registry, ports.billedTotals, ports.newId),
  publishEntities: publishEntities(ports.registry),
  openPeriods: openPeriods(ports.registry, ports.todayIn),
});
export type Commands = ReturnType<typeof commands>;

const importCommands = (ports: CommandPorts) => {
  const { imports, importWatch, importMappings, files, openItems: pull, registry, newId } = ports;
  const begin = beginImport(imports, importWatch, newId);
  const [openItems, history] = [takeInOpenItems(imports, files), readHistory(imports, files)];
  return {
    requestImport: requestImport(begin, files, {
      sourceMeant: registry.sourceMeant,
      entityMeant: entityMeant(registry),
      find: importMappings.find,
    }),
    pullImport: pullImport(pull, registry, ports.todayIn, begin),
    previewImport: previewImport(files, registry),
    takeImport: fetchingFile(imports, files, pull, (request: ClaimedImport) =>
      request.history ? history(request) : openItems(request),
    ),
  };
};

const bookCommands = ({ books, postings, generalLedger, readLine, hashOf }: CommandPorts) => ({
  keepPart: books.keepPart,
  executeWriteOff: executeWriteOff(books, readLine, hashOf),
  recoverWriteOff: recoverWriteOff(books),
  postToGeneralLedger: postToGeneralLedger(postings, generalLedger),
});
