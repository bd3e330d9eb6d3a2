import { generalLedgerSuite } from './general-ledger.suite.ts';
import { memoryGeneralLedger, memoryMapped } from './memory-general-ledger.fixture.ts';

const memory = memoryGeneralLedger();

generalLedgerSuite(() => ({ ...memory, mapped: memoryMapped }));
