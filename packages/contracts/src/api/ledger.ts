// Longer than 300 lines: `npm run generate` makes this file from docs/api/ledger.json.
type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance?: string;
  readonly trace_id: string;
  readonly errors?: readonly ({
    readonly pointer: string;
    readonly code: string;
    readonly message: string;
  })[];
};

export type LedgerApi = {
  readonly post: {
    readonly '/v1/imports': {
      readonly call: {
        readonly query: {
          readonly source?: string | undefined;
          readonly asOf: string;
          readonly preset?: string | undefined;
          readonly entity?: string | undefined;
          readonly currency?: string | undefined;
          readonly revenueShare?: string | undefined;
          readonly acceptValid?: 'true' | 'false' | undefined;
          readonly acceptWarnings?: 'true' | 'false' | undefined;
          readonly dryRun?: 'true' | 'false' | undefined;
          readonly fullSnapshot?: 'true' | 'false' | undefined;
          readonly history?: 'true' | 'false' | undefined;
          readonly controlTotal?: string | undefined;
          readonly encoding?: string | undefined;
          readonly delimiter?: 'comma' | 'semicolon' | 'tab' | ',' | ';' | '	' | undefined;
          readonly sheet?: string | undefined;
          readonly dates?: 'day-first' | 'month-first' | undefined;
          readonly numbers?: 'plain' | 'point' | 'comma' | undefined;
        };
        readonly upload: {
          readonly bytes: Blob | string;
          readonly type: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly importId: string;
        readonly state: 'PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE';
        readonly preset: string | null;
        readonly presetVersion: number | null;
        readonly mapping: {
          readonly version: number;
          readonly contentHash: string;
        } | null;
        readonly source: string;
        readonly asOf: string;
        readonly requestedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly constants: {
          readonly entity: string | null;
          readonly currency: string | null;
          readonly revenueShare: string | null;
        };
        readonly dryRun: boolean;
        readonly acceptValid: boolean;
        readonly fullSnapshot: boolean;
        readonly history: boolean;
        readonly fileSha256: string | null;
        readonly reading: {
          readonly encoding: string | null;
          readonly delimiter: 'comma' | 'semicolon' | 'tab' | null;
          readonly sheet: string | null;
          readonly preset: string | null;
          readonly chosenBy: 'named' | 'header' | null;
          readonly header: number | null;
        } | null;
        readonly rows: {
          readonly total: number;
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly closed: number;
          readonly older: number;
          readonly overtaken: number;
          readonly repeated: number;
          readonly writtenOff: number;
          readonly notOpen: number;
          readonly notItems: number;
          readonly credits: number;
          readonly invalid: number;
          readonly rounded: number;
          readonly settled: number;
          readonly notSettled: number;
        };
        readonly closedAtSource: number;
        readonly totals: readonly ({
          readonly clientNumber: string;
          readonly items: number;
          readonly open: {
            readonly amount: string;
            readonly currency: string;
          };
        })[];
        readonly controlTotal: {
          readonly given: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[];
          readonly stated: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[] | null;
        } | null;
        readonly progress: {
          readonly phase: string;
          readonly percent: number;
          readonly rowsPerSecond: number | null;
          readonly secondsLeft: number | null;
        };
        readonly stages: {
          readonly reading: number | null;
          readonly comparing: number | null;
          readonly posting: number | null;
          readonly publishing: number | null;
        };
        readonly failure: string | null;
        readonly createdAt: string;
        readonly startedAt: string | null;
        readonly endedAt: string | null;
        readonly undone: {
          readonly at: string;
          readonly by: string;
        } | null;
      };
    };
    readonly '/v1/imports/pulled': {
      readonly call: {
        readonly query: {
          readonly source: string;
          readonly acceptValid?: 'true' | 'false' | undefined;
          readonly acceptWarnings?: 'true' | 'false' | undefined;
          readonly dryRun?: 'true' | 'false' | undefined;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly importId: string;
        readonly state: 'PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE';
        readonly preset: string | null;
        readonly presetVersion: number | null;
        readonly mapping: {
          readonly version: number;
          readonly contentHash: string;
        } | null;
        readonly source: string;
        readonly asOf: string;
        readonly requestedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly constants: {
          readonly entity: string | null;
          readonly currency: string | null;
          readonly revenueShare: string | null;
        };
        readonly dryRun: boolean;
        readonly acceptValid: boolean;
        readonly fullSnapshot: boolean;
        readonly history: boolean;
        readonly fileSha256: string | null;
        readonly reading: {
          readonly encoding: string | null;
          readonly delimiter: 'comma' | 'semicolon' | 'tab' | null;
          readonly sheet: string | null;
          readonly preset: string | null;
          readonly chosenBy: 'named' | 'header' | null;
          readonly header: number | null;
        } | null;
        readonly rows: {
          readonly total: number;
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly closed: number;
          readonly older: number;
          readonly overtaken: number;
          readonly repeated: number;
          readonly writtenOff: number;
          readonly notOpen: number;
          readonly notItems: number;
          readonly credits: number;
          readonly invalid: number;
          readonly rounded: number;
          readonly settled: number;
          readonly notSettled: number;
        };
        readonly closedAtSource: number;
        readonly totals: readonly ({
          readonly clientNumber: string;
          readonly items: number;
          readonly open: {
            readonly amount: string;
            readonly currency: string;
          };
        })[];
        readonly controlTotal: {
          readonly given: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[];
          readonly stated: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[] | null;
        } | null;
        readonly progress: {
          readonly phase: string;
          readonly percent: number;
          readonly rowsPerSecond: number | null;
          readonly secondsLeft: number | null;
        };
        readonly stages: {
          readonly reading: number | null;
          readonly comparing: number | null;
          readonly posting: number | null;
          readonly publishing: number | null;
        };
        readonly failure: string | null;
        readonly createdAt: string;
        readonly startedAt: string | null;
        readonly endedAt: string | null;
        readonly undone: {
          readonly at: string;
          readonly by: string;
        } | null;
      };
    };
    readonly '/v1/imports/preview': {
      readonly call: {
        readonly query: {
          readonly source?: string | undefined;
          readonly asOf: string;
          readonly preset?: string | undefined;
          readonly entity?: string | undefined;
          readonly currency?: string | undefined;
          readonly revenueShare?: string | undefined;
          readonly encoding?: string | undefined;
          readonly delimiter?: 'comma' | 'semicolon' | 'tab' | ',' | ';' | '	' | undefined;
          readonly sheet?: string | undefined;
          readonly dates?: 'day-first' | 'month-first' | undefined;
          readonly numbers?: 'plain' | 'point' | 'comma' | undefined;
        };
        readonly upload: {
          readonly bytes: Blob | string;
          readonly type: string;
        };
      };
      readonly answer: {
        readonly reading: {
          readonly encoding: string | null;
          readonly delimiter: 'comma' | 'semicolon' | 'tab' | null;
          readonly sheet: string | null;
          readonly preset: string | null;
          readonly chosenBy: 'named' | 'header' | null;
          readonly header: number | null;
        };
        readonly dates: 'iso' | 'day-first' | 'month-first' | 'ambiguous' | null;
        readonly numbers: 'plain' | 'point' | 'comma' | null;
        readonly kinds: readonly ({
          readonly preset: string;
          readonly matched: number;
          readonly known: number;
          readonly lacks: readonly string[];
        })[];
        readonly columns: readonly ({
          readonly name: string;
          readonly field: string | null;
        })[];
        readonly rows: readonly ({
          readonly row: number;
          readonly cells: readonly ({
            readonly column: string;
            readonly value: string;
          })[];
          readonly kind: 'item' | 'settled' | 'not-open' | 'credit' | 'not-item' | 'invalid';
          readonly item: {
            readonly entity: string;
            readonly department: string;
            readonly deal: string;
            readonly client: {
              readonly number: string;
              readonly name: string;
            };
            readonly debtor: {
              readonly number: string;
              readonly name: string;
            };
            readonly invoiceNumber: string;
            readonly invoiceDate: string;
            readonly dueDate: string;
            readonly open: {
              readonly amount: string;
              readonly currency: string;
            };
          } | null;
          readonly errors: readonly ({
            readonly row: number;
            readonly column: string;
            readonly value: string;
            readonly code: 'EMPTY_FILE' | 'MISSING_COLUMN' | 'UNKNOWN_COLUMN' | 'MISSING_VALUE' | 'TOO_LONG' | 'NOT_A_DATE' | 'AMBIGUOUS_DATES' | 'AMBIGUOUS_AMOUNTS' | 'NOT_AN_AMOUNT' | 'NEGATIVE_AMOUNT' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE' | 'NOTHING_OPEN' | 'UNKNOWN_CURRENCY' | 'NOT_A_FLAG' | 'DUE_BEFORE_INVOICE' | 'DUPLICATE' | 'OUT_OF_SCOPE' | 'AS_OF_IN_FUTURE' | 'INVOICE_NUMBER_REUSED' | 'PARTY_AMBIGUOUS' | 'AGREEMENT_CONTRADICTED' | 'MOSTLY_NEW' | 'UNDER_ANOTHER_SOURCE' | 'OVERTAKEN' | 'NOTHING_CONCLUDED' | 'CURRENCY_CHANGED' | 'PARTY_CHANGED' | 'TOO_MANY_ROWS' | 'NOT_READABLE' | 'CONSTANT_CONTRADICTED' | 'UNKNOWN_ENTITY' | 'SPREADSHEET_NUMBER' | 'UNSEEN_CHARACTER' | 'DIRECTION_REMOVED' | 'CREDIT_NOT_TAKEN' | 'NOT_AN_OPEN_ITEM_FILE' | 'CONTROL_TOTAL_DIFFERS';
            readonly reason: string;
          })[];
          readonly remarks: readonly ({
            readonly row: number;
            readonly column: string;
            readonly value: string;
            readonly code: 'EMPTY_FILE' | 'MISSING_COLUMN' | 'UNKNOWN_COLUMN' | 'MISSING_VALUE' | 'TOO_LONG' | 'NOT_A_DATE' | 'AMBIGUOUS_DATES' | 'AMBIGUOUS_AMOUNTS' | 'NOT_AN_AMOUNT' | 'NEGATIVE_AMOUNT' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE' | 'NOTHING_OPEN' | 'UNKNOWN_CURRENCY' | 'NOT_A_FLAG' | 'DUE_BEFORE_INVOICE' | 'DUPLICATE' | 'OUT_OF_SCOPE' | 'AS_OF_IN_FUTURE' | 'INVOICE_NUMBER_REUSED' | 'PARTY_AMBIGUOUS' | 'AGREEMENT_CONTRADICTED' | 'MOSTLY_NEW' | 'UNDER_ANOTHER_SOURCE' | 'OVERTAKEN' | 'NOTHING_CONCLUDED' | 'CURRENCY_CHANGED' | 'PARTY_CHANGED' | 'TOO_MANY_ROWS' | 'NOT_READABLE' | 'CONSTANT_CONTRADICTED' | 'UNKNOWN_ENTITY' | 'SPREADSHEET_NUMBER' | 'UNSEEN_CHARACTER' | 'DIRECTION_REMOVED' | 'CREDIT_NOT_TAKEN' | 'NOT_AN_OPEN_ITEM_FILE' | 'CONTROL_TOTAL_DIFFERS';
            readonly reason: string;
          })[];
        })[];
        readonly errors: readonly ({
          readonly row: number;
          readonly column: string;
          readonly value: string;
          readonly code: 'EMPTY_FILE' | 'MISSING_COLUMN' | 'UNKNOWN_COLUMN' | 'MISSING_VALUE' | 'TOO_LONG' | 'NOT_A_DATE' | 'AMBIGUOUS_DATES' | 'AMBIGUOUS_AMOUNTS' | 'NOT_AN_AMOUNT' | 'NEGATIVE_AMOUNT' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE' | 'NOTHING_OPEN' | 'UNKNOWN_CURRENCY' | 'NOT_A_FLAG' | 'DUE_BEFORE_INVOICE' | 'DUPLICATE' | 'OUT_OF_SCOPE' | 'AS_OF_IN_FUTURE' | 'INVOICE_NUMBER_REUSED' | 'PARTY_AMBIGUOUS' | 'AGREEMENT_CONTRADICTED' | 'MOSTLY_NEW' | 'UNDER_ANOTHER_SOURCE' | 'OVERTAKEN' | 'NOTHING_CONCLUDED' | 'CURRENCY_CHANGED' | 'PARTY_CHANGED' | 'TOO_MANY_ROWS' | 'NOT_READABLE' | 'CONSTANT_CONTRADICTED' | 'UNKNOWN_ENTITY' | 'SPREADSHEET_NUMBER' | 'UNSEEN_CHARACTER' | 'DIRECTION_REMOVED' | 'CREDIT_NOT_TAKEN' | 'NOT_AN_OPEN_ITEM_FILE' | 'CONTROL_TOTAL_DIFFERS';
          readonly reason: string;
        })[];
      };
    };
    readonly '/v1/imports/{id}/undo': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly importId: string;
        readonly state: 'PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE';
        readonly preset: string | null;
        readonly presetVersion: number | null;
        readonly mapping: {
          readonly version: number;
          readonly contentHash: string;
        } | null;
        readonly source: string;
        readonly asOf: string;
        readonly requestedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly constants: {
          readonly entity: string | null;
          readonly currency: string | null;
          readonly revenueShare: string | null;
        };
        readonly dryRun: boolean;
        readonly acceptValid: boolean;
        readonly fullSnapshot: boolean;
        readonly history: boolean;
        readonly fileSha256: string | null;
        readonly reading: {
          readonly encoding: string | null;
          readonly delimiter: 'comma' | 'semicolon' | 'tab' | null;
          readonly sheet: string | null;
          readonly preset: string | null;
          readonly chosenBy: 'named' | 'header' | null;
          readonly header: number | null;
        } | null;
        readonly rows: {
          readonly total: number;
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly closed: number;
          readonly older: number;
          readonly overtaken: number;
          readonly repeated: number;
          readonly writtenOff: number;
          readonly notOpen: number;
          readonly notItems: number;
          readonly credits: number;
          readonly invalid: number;
          readonly rounded: number;
          readonly settled: number;
          readonly notSettled: number;
        };
        readonly closedAtSource: number;
        readonly totals: readonly ({
          readonly clientNumber: string;
          readonly items: number;
          readonly open: {
            readonly amount: string;
            readonly currency: string;
          };
        })[];
        readonly controlTotal: {
          readonly given: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[];
          readonly stated: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[] | null;
        } | null;
        readonly progress: {
          readonly phase: string;
          readonly percent: number;
          readonly rowsPerSecond: number | null;
          readonly secondsLeft: number | null;
        };
        readonly stages: {
          readonly reading: number | null;
          readonly comparing: number | null;
          readonly posting: number | null;
          readonly publishing: number | null;
        };
        readonly failure: string | null;
        readonly createdAt: string;
        readonly startedAt: string | null;
        readonly endedAt: string | null;
        readonly undone: {
          readonly at: string;
          readonly by: string;
        } | null;
      };
    };
    readonly '/v1/closed-at-source/{id}/decision': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly decision: 'OPEN' | 'CLOSED';
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly candidateId: string;
        readonly receivableId: string;
        readonly source: string;
        readonly entity: string;
        readonly department: string;
        readonly invoiceNumber: string;
        readonly clientName: string;
        readonly debtorName: string;
        readonly open: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly importId: string;
        readonly foundOn: string;
        readonly endedAt: string | null;
        readonly decision: 'OPEN' | 'CLOSED' | null;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string | null;
        } | null;
        readonly reason: string | null;
      };
    };
    readonly '/v1/tasks/{id}/closing': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly taskId: string;
        readonly kind: 'LATE_CASH' | 'NEW_CHARGE' | 'BELOW_ZERO' | 'ECHO_OVERDUE';
        readonly state: 'OPEN' | 'CLOSED';
        readonly receivableId: string;
        readonly entity: string;
        readonly department: string;
        readonly invoiceNumber: string;
        readonly amount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly importId: string | null;
        readonly packetId: string | null;
        readonly dueOn: string;
        readonly openedAt: string;
        readonly closed: {
          readonly at: string;
          readonly by: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly reason: string;
        } | null;
      };
    };
    readonly '/v1/billed-totals': {
      readonly call: {
        readonly query: {
          readonly statedOn: string;
        };
        readonly upload: {
          readonly bytes: Blob | string;
          readonly type: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly statementId: string;
      };
    };
    readonly '/v1/gl-documents/{id}/resolution': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly action: 'RELEASE' | 'CANCEL' | 'POSTED_BY_HAND';
          readonly documentId?: string;
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/entities': {
      readonly call: {
        readonly body: {
          readonly code: string;
          readonly name: string;
          readonly functionalCurrency: string;
          readonly timeZone: string;
          readonly calendar?: 'WEEKDAYS';
          readonly reason?: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/sources': {
      readonly call: {
        readonly body: {
          readonly code: string;
          readonly partyPerEntity?: boolean;
          readonly numberPerYear?: boolean;
          readonly namesVary?: boolean;
          readonly echoes?: 'ALL' | 'WRITE_OFFS' | 'NONE';
          readonly reason?: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/policies': {
      readonly call: {
        readonly body: {
          readonly entity: string;
          readonly validFrom: string;
          readonly rules: {
            readonly creditLossMethod: 'DIRECT';
            readonly payableSide: 'REVERSE_PAYABLE';
            readonly taxOnWriteOff: 'REVERSE_NOW';
            readonly lateFees: 'EXPENSE';
            readonly echoDays: number;
          };
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/gl-mappings': {
      readonly call: {
        readonly body: {
          readonly content: {
            readonly subsidiaries: Readonly<Record<string, string>>;
            readonly currencies: Readonly<Record<string, string>>;
            readonly accounts: Readonly<Record<string, string>>;
            readonly accountExceptions?: readonly ({
              readonly role: 'AR' | 'CPAY' | 'TAXP' | 'CLEXP';
              readonly side?: 'revenue' | 'payable' | 'tax' | 'fee';
              readonly department?: string;
              readonly id: string;
            })[];
            readonly customers: Readonly<Record<string, string>>;
            readonly vendors?: Readonly<Record<string, string>>;
            readonly departments?: Readonly<Record<string, string>>;
            readonly departmentRequired?: boolean;
            readonly strategy?: 'JOURNAL' | 'JOURNAL_AND_APPLICATION' | 'CREDIT_MEMO';
            readonly items?: Readonly<Record<string, string>>;
          };
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/periods': {
      readonly call: {
        readonly body: {
          readonly entity: string;
          readonly month: string;
          readonly state: 'OPEN' | 'CLOSED' | 'LOCKED';
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/parties/{id}/same-as': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly otherPartyId: string;
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/parties/{id}/separation': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly otherPartyId: string;
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/dead-letters/{id}/replay/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly outcome: 'applied' | 'superseded' | 'stale' | 'ignored' | 'parked' | 'duplicate' | 'discarded' | 'fails';
        readonly error: string | null;
        readonly followers: number;
      };
    };
    readonly '/v1/dead-letters/{id}/replay': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly deadLetterId: string;
        readonly consumer: string;
        readonly topic: string;
        readonly partition: number;
        readonly position: string;
        readonly key: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly errorClass: string;
        readonly error: string;
        readonly attempts: number;
        readonly state: 'dead' | 'replayed' | 'discarded';
        readonly firstAt: string;
        readonly lastAt: string;
        readonly resolvedBy: string | null;
        readonly resolvedAt: string | null;
        readonly resolutionReason: string | null;
        readonly waiting: number;
        readonly requests: readonly ({
          readonly changeRequestId: string;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly action: 'replay' | 'discard';
          readonly sequence: number | null;
        })[];
        readonly bytes: number;
        readonly value: string | null;
      };
    };
    readonly '/v1/dead-letters/{id}/discard': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason: string;
          readonly sequence?: number;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly deadLetterId: string;
        readonly consumer: string;
        readonly topic: string;
        readonly partition: number;
        readonly position: string;
        readonly key: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly errorClass: string;
        readonly error: string;
        readonly attempts: number;
        readonly state: 'dead' | 'replayed' | 'discarded';
        readonly firstAt: string;
        readonly lastAt: string;
        readonly resolvedBy: string | null;
        readonly resolvedAt: string | null;
        readonly resolutionReason: string | null;
        readonly waiting: number;
        readonly requests: readonly ({
          readonly changeRequestId: string;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly action: 'replay' | 'discard';
          readonly sequence: number | null;
        })[];
        readonly bytes: number;
        readonly value: string | null;
      };
    };
    readonly '/v1/change-requests/{id}/approval': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason?: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/change-requests/{id}/approval/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/change-requests/{id}/rejection': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/change-requests/{id}/withdrawal': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason?: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
  };
  readonly get: {
    readonly '/v1/imports': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly state?: 'PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE' | readonly ('PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE')[] | undefined;
          readonly preset?: string | readonly string[] | undefined;
          readonly 'preset.prefix'?: string | readonly string[] | undefined;
          readonly source?: string | readonly string[] | undefined;
          readonly 'source.prefix'?: string | readonly string[] | undefined;
          readonly 'asOf.gte'?: string | undefined;
          readonly 'asOf.lte'?: string | undefined;
          readonly 'createdAt.gte'?: string | undefined;
          readonly 'createdAt.lte'?: string | undefined;
          readonly 'createdAt.lt'?: string | undefined;
          readonly dryRun?: 'true' | 'false' | undefined;
          readonly history?: 'true' | 'false' | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly importId: string;
          readonly state: 'PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE';
          readonly preset: string | null;
          readonly presetVersion: number | null;
          readonly mapping: {
            readonly version: number;
            readonly contentHash: string;
          } | null;
          readonly source: string;
          readonly asOf: string;
          readonly requestedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly constants: {
            readonly entity: string | null;
            readonly currency: string | null;
            readonly revenueShare: string | null;
          };
          readonly dryRun: boolean;
          readonly acceptValid: boolean;
          readonly fullSnapshot: boolean;
          readonly history: boolean;
          readonly fileSha256: string | null;
          readonly reading: {
            readonly encoding: string | null;
            readonly delimiter: 'comma' | 'semicolon' | 'tab' | null;
            readonly sheet: string | null;
            readonly preset: string | null;
            readonly chosenBy: 'named' | 'header' | null;
            readonly header: number | null;
          } | null;
          readonly rows: {
            readonly total: number;
            readonly new: number;
            readonly changed: number;
            readonly unchanged: number;
            readonly closed: number;
            readonly older: number;
            readonly overtaken: number;
            readonly repeated: number;
            readonly writtenOff: number;
            readonly notOpen: number;
            readonly notItems: number;
            readonly credits: number;
            readonly invalid: number;
            readonly rounded: number;
            readonly settled: number;
            readonly notSettled: number;
          };
          readonly closedAtSource: number;
          readonly totals: readonly ({
            readonly clientNumber: string;
            readonly items: number;
            readonly open: {
              readonly amount: string;
              readonly currency: string;
            };
          })[];
          readonly controlTotal: {
            readonly given: readonly ({
              readonly amount: string;
              readonly currency: string;
            })[];
            readonly stated: readonly ({
              readonly amount: string;
              readonly currency: string;
            })[] | null;
          } | null;
          readonly progress: {
            readonly phase: string;
            readonly percent: number;
            readonly rowsPerSecond: number | null;
            readonly secondsLeft: number | null;
          };
          readonly stages: {
            readonly reading: number | null;
            readonly comparing: number | null;
            readonly posting: number | null;
            readonly publishing: number | null;
          };
          readonly failure: string | null;
          readonly createdAt: string;
          readonly startedAt: string | null;
          readonly endedAt: string | null;
          readonly undone: {
            readonly at: string;
            readonly by: string;
          } | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/import-mappings': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly source?: string | readonly string[] | undefined;
          readonly 'source.prefix'?: string | readonly string[] | undefined;
          readonly name?: string | readonly string[] | undefined;
          readonly 'name.prefix'?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly source: string;
          readonly name: string;
          readonly version: number;
          readonly contentHash: string;
          readonly savedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly savedAt: string;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/import-mappings/{source}/{name}': {
      readonly call: {
        readonly path: {
          readonly source: string;
          readonly name: string;
        };
        readonly query?: {
          readonly version?: number | undefined;
        };
      };
      readonly answer: {
        readonly source: string;
        readonly name: string;
        readonly version: number;
        readonly contentHash: string;
        readonly savedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly savedAt: string;
        readonly content: {
          readonly columns: Readonly<Record<string, string>>;
          readonly constants?: Readonly<Record<string, string>>;
          readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
          readonly numbers?: 'plain' | 'point' | 'comma';
          readonly dates?: 'iso' | 'day-first' | 'month-first' | null;
          readonly revenueShare?: string | null;
          readonly report?: boolean;
          readonly credits?: readonly string[];
          readonly passedBy?: readonly string[];
        };
      };
    };
    readonly '/v1/imports/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly importId: string;
        readonly state: 'PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE';
        readonly preset: string | null;
        readonly presetVersion: number | null;
        readonly mapping: {
          readonly version: number;
          readonly contentHash: string;
        } | null;
        readonly source: string;
        readonly asOf: string;
        readonly requestedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly constants: {
          readonly entity: string | null;
          readonly currency: string | null;
          readonly revenueShare: string | null;
        };
        readonly dryRun: boolean;
        readonly acceptValid: boolean;
        readonly fullSnapshot: boolean;
        readonly history: boolean;
        readonly fileSha256: string | null;
        readonly reading: {
          readonly encoding: string | null;
          readonly delimiter: 'comma' | 'semicolon' | 'tab' | null;
          readonly sheet: string | null;
          readonly preset: string | null;
          readonly chosenBy: 'named' | 'header' | null;
          readonly header: number | null;
        } | null;
        readonly rows: {
          readonly total: number;
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly closed: number;
          readonly older: number;
          readonly overtaken: number;
          readonly repeated: number;
          readonly writtenOff: number;
          readonly notOpen: number;
          readonly notItems: number;
          readonly credits: number;
          readonly invalid: number;
          readonly rounded: number;
          readonly settled: number;
          readonly notSettled: number;
        };
        readonly closedAtSource: number;
        readonly totals: readonly ({
          readonly clientNumber: string;
          readonly items: number;
          readonly open: {
            readonly amount: string;
            readonly currency: string;
          };
        })[];
        readonly controlTotal: {
          readonly given: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[];
          readonly stated: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[] | null;
        } | null;
        readonly progress: {
          readonly phase: string;
          readonly percent: number;
          readonly rowsPerSecond: number | null;
          readonly secondsLeft: number | null;
        };
        readonly stages: {
          readonly reading: number | null;
          readonly comparing: number | null;
          readonly posting: number | null;
          readonly publishing: number | null;
        };
        readonly failure: string | null;
        readonly createdAt: string;
        readonly startedAt: string | null;
        readonly endedAt: string | null;
        readonly undone: {
          readonly at: string;
          readonly by: string;
        } | null;
      };
    };
    readonly '/v1/imports/{id}/errors': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly 'row.gte'?: number | undefined;
          readonly 'row.lte'?: number | undefined;
          readonly column?: string | readonly string[] | undefined;
          readonly 'column.prefix'?: string | readonly string[] | undefined;
          readonly code?: 'EMPTY_FILE' | 'MISSING_COLUMN' | 'UNKNOWN_COLUMN' | 'MISSING_VALUE' | 'TOO_LONG' | 'NOT_A_DATE' | 'AMBIGUOUS_DATES' | 'AMBIGUOUS_AMOUNTS' | 'NOT_AN_AMOUNT' | 'NEGATIVE_AMOUNT' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE' | 'NOTHING_OPEN' | 'UNKNOWN_CURRENCY' | 'NOT_A_FLAG' | 'DUE_BEFORE_INVOICE' | 'DUPLICATE' | 'OUT_OF_SCOPE' | 'AS_OF_IN_FUTURE' | 'INVOICE_NUMBER_REUSED' | 'PARTY_AMBIGUOUS' | 'AGREEMENT_CONTRADICTED' | 'MOSTLY_NEW' | 'UNDER_ANOTHER_SOURCE' | 'OVERTAKEN' | 'NOTHING_CONCLUDED' | 'CURRENCY_CHANGED' | 'PARTY_CHANGED' | 'TOO_MANY_ROWS' | 'NOT_READABLE' | 'CONSTANT_CONTRADICTED' | 'UNKNOWN_ENTITY' | 'SPREADSHEET_NUMBER' | 'UNSEEN_CHARACTER' | 'DIRECTION_REMOVED' | 'CREDIT_NOT_TAKEN' | 'NOT_AN_OPEN_ITEM_FILE' | 'CONTROL_TOTAL_DIFFERS' | readonly ('EMPTY_FILE' | 'MISSING_COLUMN' | 'UNKNOWN_COLUMN' | 'MISSING_VALUE' | 'TOO_LONG' | 'NOT_A_DATE' | 'AMBIGUOUS_DATES' | 'AMBIGUOUS_AMOUNTS' | 'NOT_AN_AMOUNT' | 'NEGATIVE_AMOUNT' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE' | 'NOTHING_OPEN' | 'UNKNOWN_CURRENCY' | 'NOT_A_FLAG' | 'DUE_BEFORE_INVOICE' | 'DUPLICATE' | 'OUT_OF_SCOPE' | 'AS_OF_IN_FUTURE' | 'INVOICE_NUMBER_REUSED' | 'PARTY_AMBIGUOUS' | 'AGREEMENT_CONTRADICTED' | 'MOSTLY_NEW' | 'UNDER_ANOTHER_SOURCE' | 'OVERTAKEN' | 'NOTHING_CONCLUDED' | 'CURRENCY_CHANGED' | 'PARTY_CHANGED' | 'TOO_MANY_ROWS' | 'NOT_READABLE' | 'CONSTANT_CONTRADICTED' | 'UNKNOWN_ENTITY' | 'SPREADSHEET_NUMBER' | 'UNSEEN_CHARACTER' | 'DIRECTION_REMOVED' | 'CREDIT_NOT_TAKEN' | 'NOT_AN_OPEN_ITEM_FILE' | 'CONTROL_TOTAL_DIFFERS')[] | undefined;
          readonly fatal?: 'true' | 'false' | undefined;
          readonly format?: 'json' | 'csv' | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly row: number;
          readonly column: string;
          readonly value: string;
          readonly code: 'EMPTY_FILE' | 'MISSING_COLUMN' | 'UNKNOWN_COLUMN' | 'MISSING_VALUE' | 'TOO_LONG' | 'NOT_A_DATE' | 'AMBIGUOUS_DATES' | 'AMBIGUOUS_AMOUNTS' | 'NOT_AN_AMOUNT' | 'NEGATIVE_AMOUNT' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE' | 'NOTHING_OPEN' | 'UNKNOWN_CURRENCY' | 'NOT_A_FLAG' | 'DUE_BEFORE_INVOICE' | 'DUPLICATE' | 'OUT_OF_SCOPE' | 'AS_OF_IN_FUTURE' | 'INVOICE_NUMBER_REUSED' | 'PARTY_AMBIGUOUS' | 'AGREEMENT_CONTRADICTED' | 'MOSTLY_NEW' | 'UNDER_ANOTHER_SOURCE' | 'OVERTAKEN' | 'NOTHING_CONCLUDED' | 'CURRENCY_CHANGED' | 'PARTY_CHANGED' | 'TOO_MANY_ROWS' | 'NOT_READABLE' | 'CONSTANT_CONTRADICTED' | 'UNKNOWN_ENTITY' | 'SPREADSHEET_NUMBER' | 'UNSEEN_CHARACTER' | 'DIRECTION_REMOVED' | 'CREDIT_NOT_TAKEN' | 'NOT_AN_OPEN_ITEM_FILE' | 'CONTROL_TOTAL_DIFFERS';
          readonly reason: string;
          readonly fatal: boolean;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/jobs/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly importId: string;
        readonly state: 'PENDING' | 'CHECKING' | 'COMMITTING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED' | 'UNDONE';
        readonly preset: string | null;
        readonly presetVersion: number | null;
        readonly mapping: {
          readonly version: number;
          readonly contentHash: string;
        } | null;
        readonly source: string;
        readonly asOf: string;
        readonly requestedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly constants: {
          readonly entity: string | null;
          readonly currency: string | null;
          readonly revenueShare: string | null;
        };
        readonly dryRun: boolean;
        readonly acceptValid: boolean;
        readonly fullSnapshot: boolean;
        readonly history: boolean;
        readonly fileSha256: string | null;
        readonly reading: {
          readonly encoding: string | null;
          readonly delimiter: 'comma' | 'semicolon' | 'tab' | null;
          readonly sheet: string | null;
          readonly preset: string | null;
          readonly chosenBy: 'named' | 'header' | null;
          readonly header: number | null;
        } | null;
        readonly rows: {
          readonly total: number;
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly closed: number;
          readonly older: number;
          readonly overtaken: number;
          readonly repeated: number;
          readonly writtenOff: number;
          readonly notOpen: number;
          readonly notItems: number;
          readonly credits: number;
          readonly invalid: number;
          readonly rounded: number;
          readonly settled: number;
          readonly notSettled: number;
        };
        readonly closedAtSource: number;
        readonly totals: readonly ({
          readonly clientNumber: string;
          readonly items: number;
          readonly open: {
            readonly amount: string;
            readonly currency: string;
          };
        })[];
        readonly controlTotal: {
          readonly given: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[];
          readonly stated: readonly ({
            readonly amount: string;
            readonly currency: string;
          })[] | null;
        } | null;
        readonly progress: {
          readonly phase: string;
          readonly percent: number;
          readonly rowsPerSecond: number | null;
          readonly secondsLeft: number | null;
        };
        readonly stages: {
          readonly reading: number | null;
          readonly comparing: number | null;
          readonly posting: number | null;
          readonly publishing: number | null;
        };
        readonly failure: string | null;
        readonly createdAt: string;
        readonly startedAt: string | null;
        readonly endedAt: string | null;
        readonly undone: {
          readonly at: string;
          readonly by: string;
        } | null;
      };
    };
    readonly '/v1/closed-at-source': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly waiting?: 'true' | 'false' | undefined;
          readonly decision?: 'OPEN' | 'CLOSED' | readonly ('OPEN' | 'CLOSED')[] | undefined;
          readonly source?: string | readonly string[] | undefined;
          readonly 'source.prefix'?: string | readonly string[] | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly invoiceNumber?: string | readonly string[] | undefined;
          readonly 'invoiceNumber.prefix'?: string | readonly string[] | undefined;
          readonly importId?: string | readonly string[] | undefined;
          readonly 'foundOn.gte'?: string | undefined;
          readonly 'foundOn.lte'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly candidateId: string;
          readonly receivableId: string;
          readonly source: string;
          readonly entity: string;
          readonly department: string;
          readonly invoiceNumber: string;
          readonly clientName: string;
          readonly debtorName: string;
          readonly open: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly importId: string;
          readonly foundOn: string;
          readonly endedAt: string | null;
          readonly decision: 'OPEN' | 'CLOSED' | null;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string | null;
          } | null;
          readonly reason: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/tasks': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly kind?: 'LATE_CASH' | 'NEW_CHARGE' | 'BELOW_ZERO' | 'ECHO_OVERDUE' | readonly ('LATE_CASH' | 'NEW_CHARGE' | 'BELOW_ZERO' | 'ECHO_OVERDUE')[] | undefined;
          readonly state?: 'OPEN' | 'CLOSED' | readonly ('OPEN' | 'CLOSED')[] | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly invoiceNumber?: string | readonly string[] | undefined;
          readonly 'invoiceNumber.prefix'?: string | readonly string[] | undefined;
          readonly receivableId?: string | readonly string[] | undefined;
          readonly importId?: string | readonly string[] | undefined;
          readonly 'dueOn.gte'?: string | undefined;
          readonly 'dueOn.lte'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly taskId: string;
          readonly kind: 'LATE_CASH' | 'NEW_CHARGE' | 'BELOW_ZERO' | 'ECHO_OVERDUE';
          readonly state: 'OPEN' | 'CLOSED';
          readonly receivableId: string;
          readonly entity: string;
          readonly department: string;
          readonly invoiceNumber: string;
          readonly amount: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly importId: string | null;
          readonly packetId: string | null;
          readonly dueOn: string;
          readonly openedAt: string;
          readonly closed: {
            readonly at: string;
            readonly by: {
              readonly personId: string;
              readonly name: string | null;
            };
            readonly reason: string;
          } | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/billed-totals': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly month?: string | readonly string[] | undefined;
          readonly currency?: 'AED' | 'AFN' | 'ALL' | 'AMD' | 'AOA' | 'ARS' | 'AUD' | 'AWG' | 'AZN' | 'BAM' | 'BBD' | 'BDT' | 'BGN' | 'BHD' | 'BIF' | 'BMD' | 'BND' | 'BOB' | 'BRL' | 'BSD' | 'BTN' | 'BWP' | 'BYN' | 'BZD' | 'CAD' | 'CDF' | 'CHF' | 'CLF' | 'CLP' | 'CNY' | 'COP' | 'CRC' | 'CUP' | 'CVE' | 'CZK' | 'DJF' | 'DKK' | 'DOP' | 'DZD' | 'EGP' | 'ERN' | 'ETB' | 'EUR' | 'FJD' | 'FKP' | 'GBP' | 'GEL' | 'GHS' | 'GIP' | 'GMD' | 'GNF' | 'GTQ' | 'GYD' | 'HKD' | 'HNL' | 'HTG' | 'HUF' | 'IDR' | 'ILS' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JMD' | 'JOD' | 'JPY' | 'KES' | 'KGS' | 'KHR' | 'KMF' | 'KPW' | 'KRW' | 'KWD' | 'KYD' | 'KZT' | 'LAK' | 'LBP' | 'LKR' | 'LRD' | 'LSL' | 'LYD' | 'MAD' | 'MDL' | 'MGA' | 'MKD' | 'MMK' | 'MNT' | 'MOP' | 'MRU' | 'MUR' | 'MVR' | 'MWK' | 'MXN' | 'MYR' | 'MZN' | 'NAD' | 'NGN' | 'NIO' | 'NOK' | 'NPR' | 'NZD' | 'OMR' | 'PAB' | 'PEN' | 'PGK' | 'PHP' | 'PKR' | 'PLN' | 'PYG' | 'QAR' | 'RON' | 'RSD' | 'RUB' | 'RWF' | 'SAR' | 'SBD' | 'SCR' | 'SDG' | 'SEK' | 'SGD' | 'SHP' | 'SLE' | 'SOS' | 'SRD' | 'SSP' | 'STN' | 'SVC' | 'SYP' | 'SZL' | 'THB' | 'TJS' | 'TMT' | 'TND' | 'TOP' | 'TRY' | 'TTD' | 'TWD' | 'TZS' | 'UAH' | 'UGX' | 'USD' | 'UYI' | 'UYU' | 'UYW' | 'UZS' | 'VED' | 'VES' | 'VND' | 'VUV' | 'WST' | 'XAF' | 'XCD' | 'XCG' | 'XOF' | 'XPF' | 'YER' | 'ZAR' | 'ZMW' | 'ZWG' | readonly ('AED' | 'AFN' | 'ALL' | 'AMD' | 'AOA' | 'ARS' | 'AUD' | 'AWG' | 'AZN' | 'BAM' | 'BBD' | 'BDT' | 'BGN' | 'BHD' | 'BIF' | 'BMD' | 'BND' | 'BOB' | 'BRL' | 'BSD' | 'BTN' | 'BWP' | 'BYN' | 'BZD' | 'CAD' | 'CDF' | 'CHF' | 'CLF' | 'CLP' | 'CNY' | 'COP' | 'CRC' | 'CUP' | 'CVE' | 'CZK' | 'DJF' | 'DKK' | 'DOP' | 'DZD' | 'EGP' | 'ERN' | 'ETB' | 'EUR' | 'FJD' | 'FKP' | 'GBP' | 'GEL' | 'GHS' | 'GIP' | 'GMD' | 'GNF' | 'GTQ' | 'GYD' | 'HKD' | 'HNL' | 'HTG' | 'HUF' | 'IDR' | 'ILS' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JMD' | 'JOD' | 'JPY' | 'KES' | 'KGS' | 'KHR' | 'KMF' | 'KPW' | 'KRW' | 'KWD' | 'KYD' | 'KZT' | 'LAK' | 'LBP' | 'LKR' | 'LRD' | 'LSL' | 'LYD' | 'MAD' | 'MDL' | 'MGA' | 'MKD' | 'MMK' | 'MNT' | 'MOP' | 'MRU' | 'MUR' | 'MVR' | 'MWK' | 'MXN' | 'MYR' | 'MZN' | 'NAD' | 'NGN' | 'NIO' | 'NOK' | 'NPR' | 'NZD' | 'OMR' | 'PAB' | 'PEN' | 'PGK' | 'PHP' | 'PKR' | 'PLN' | 'PYG' | 'QAR' | 'RON' | 'RSD' | 'RUB' | 'RWF' | 'SAR' | 'SBD' | 'SCR' | 'SDG' | 'SEK' | 'SGD' | 'SHP' | 'SLE' | 'SOS' | 'SRD' | 'SSP' | 'STN' | 'SVC' | 'SYP' | 'SZL' | 'THB' | 'TJS' | 'TMT' | 'TND' | 'TOP' | 'TRY' | 'TTD' | 'TWD' | 'TZS' | 'UAH' | 'UGX' | 'USD' | 'UYI' | 'UYU' | 'UYW' | 'UZS' | 'VED' | 'VES' | 'VND' | 'VUV' | 'WST' | 'XAF' | 'XCD' | 'XCG' | 'XOF' | 'XPF' | 'YER' | 'ZAR' | 'ZMW' | 'ZWG')[] | undefined;
          readonly statementId?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly entity: string;
          readonly month: string;
          readonly billed: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly statedOn: string;
          readonly statedAt: string;
          readonly statedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly statementId: string;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/receivables/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly receivableId: string;
        readonly version: number;
        readonly source: string;
        readonly entity: string;
        readonly department: string;
        readonly deal: string;
        readonly agreement: {
          readonly type: string | null;
          readonly status: string | null;
          readonly stopDate: string | null;
          readonly currentBalance: string;
        };
        readonly client: {
          readonly clientId: string;
          readonly number: string;
          readonly name: string;
        };
        readonly account: {
          readonly accountId: string;
          readonly number: string;
          readonly name: string;
        };
        readonly agent: {
          readonly number: string;
          readonly name: string;
        } | null;
        readonly invoiceNumber: string;
        readonly invoiceDate: string;
        readonly dueDate: string;
        readonly currency: string;
        readonly billed: {
          readonly revenue: string;
          readonly payable: string;
          readonly tax: string;
          readonly fee: string;
        } | null;
        readonly opening: {
          readonly revenue: string;
          readonly payable: string;
          readonly tax: string;
          readonly fee: string;
        };
        readonly open: {
          readonly revenue: string;
          readonly payable: string;
          readonly tax: string;
          readonly fee: string;
        };
        readonly dispute: {
          readonly open: boolean;
          readonly reason: string | null;
        };
        readonly openItem: boolean;
        readonly writeOffStatus: string | null;
        readonly excludeFromCecl: boolean;
        readonly packetId: string | null;
        readonly writeOff: {
          readonly packetId: string;
          readonly amount: string;
          readonly on: string;
        } | null;
        readonly recovered: {
          readonly packetId: string;
          readonly kind: string;
          readonly on: string;
        } | null;
        readonly settled: {
          readonly on: string;
          readonly by: string;
        } | null;
        readonly components: readonly ({
          readonly side: string;
          readonly component: string;
          readonly billed: string | null;
          readonly opening: string;
          readonly open: string;
        })[];
        readonly asOf: string;
        readonly collectionClass: string | null;
        readonly glReference: string | null;
      };
    };
    readonly '/v1/accounts/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly accountId: string;
        readonly number: string;
        readonly name: string;
        readonly entity: string;
        readonly source: string;
        readonly open: readonly ({
          readonly items: number;
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly oldestDueDate: string;
        })[];
        readonly writtenOff: number;
      };
    };
    readonly '/v1/cash-receipts': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly packetId?: string | readonly string[] | undefined;
          readonly receiptNo?: string | readonly string[] | undefined;
          readonly 'receiptNo.prefix'?: string | readonly string[] | undefined;
          readonly 'accountingDate.gte'?: string | undefined;
          readonly 'accountingDate.lte'?: string | undefined;
          readonly 'createdAt.gte'?: string | undefined;
          readonly 'createdAt.lte'?: string | undefined;
          readonly 'createdAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly cashReceiptId: string;
          readonly receiptNo: string | null;
          readonly receiptTypeCd: string;
          readonly statusCd: string;
          readonly packetId: string;
          readonly amount: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly accountingDate: string;
          readonly createdAt: string;
          readonly createdBy: string;
          readonly worksheets: readonly ({
            readonly worksheetId: string;
            readonly kind: 'APPLICATION' | 'REVERSAL';
            readonly statusCd: string;
            readonly applications: number;
            readonly amount: {
              readonly amount: string;
              readonly currency: string;
            };
          })[];
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/cash-receipts/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly cashReceiptId: string;
        readonly receiptNo: string | null;
        readonly receiptTypeCd: string;
        readonly statusCd: string;
        readonly packetId: string;
        readonly amount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly accountingDate: string;
        readonly createdAt: string;
        readonly createdBy: string;
        readonly worksheets: readonly ({
          readonly worksheetId: string;
          readonly kind: 'APPLICATION' | 'REVERSAL';
          readonly statusCd: string;
          readonly applications: number;
          readonly amount: {
            readonly amount: string;
            readonly currency: string;
          };
        })[];
      };
    };
    readonly '/v1/journals': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly packetId?: string | readonly string[] | undefined;
          readonly journalNo?: string | readonly string[] | undefined;
          readonly 'journalNo.prefix'?: string | readonly string[] | undefined;
          readonly kind?: 'WRITE_OFF' | 'RECOVERY' | 'CORRECTION' | readonly ('WRITE_OFF' | 'RECOVERY' | 'CORRECTION')[] | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly 'accountingDate.gte'?: string | undefined;
          readonly 'accountingDate.lte'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly journalId: string;
          readonly journalNo: string | null;
          readonly kind: 'WRITE_OFF' | 'RECOVERY' | 'CORRECTION';
          readonly packetId: string;
          readonly entity: string;
          readonly accountingDate: string;
          readonly eventDate: string;
          readonly period: string;
          readonly book: 'GL' | 'MEMO';
          readonly policyVersion: string;
          readonly creditLossMethod: string;
          readonly payableSide: string;
          readonly actor: string;
          readonly approvalHash: string;
          readonly reversesJournalId: string | null;
          readonly balanced: boolean;
          readonly lines: number;
          readonly total: {
            readonly amount: string;
            readonly currency: string;
          };
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/journals/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly journalId: string;
        readonly journalNo: string | null;
        readonly kind: 'WRITE_OFF' | 'RECOVERY' | 'CORRECTION';
        readonly packetId: string;
        readonly entity: string;
        readonly accountingDate: string;
        readonly eventDate: string;
        readonly period: string;
        readonly book: 'GL' | 'MEMO';
        readonly policyVersion: string;
        readonly creditLossMethod: string;
        readonly payableSide: string;
        readonly actor: string;
        readonly approvalHash: string;
        readonly reversesJournalId: string | null;
        readonly balanced: boolean;
        readonly lines: number;
        readonly total: {
          readonly amount: string;
          readonly currency: string;
        };
      };
    };
    readonly '/v1/journals/{id}/lines': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly side?: 'REV' | 'PAY' | 'TAX' | 'FEE' | readonly ('REV' | 'PAY' | 'TAX' | 'FEE')[] | undefined;
          readonly department?: string | readonly string[] | undefined;
          readonly 'department.prefix'?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly lineNo: number;
          readonly account: string;
          readonly side: 'REV' | 'PAY' | 'TAX' | 'FEE' | null;
          readonly component: string;
          readonly department: string;
          readonly debtor: string | null;
          readonly client: string | null;
          readonly debit: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly credit: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly functionalDebit: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly functionalCredit: {
            readonly amount: string;
            readonly currency: string;
          } | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/gl-documents': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly packetId?: string | readonly string[] | undefined;
          readonly kind?: 'WRITE_OFF' | 'RECOVERY' | 'CORRECTION' | readonly ('WRITE_OFF' | 'RECOVERY' | 'CORRECTION')[] | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly state?: 'PENDING' | 'SENDING' | 'UNKNOWN' | 'EXPORTED' | 'POSTED' | 'AWAITING_APPROVAL' | 'HELD' | 'REJECTED' | 'CANCELLED' | 'POSTED_BY_HAND' | readonly ('PENDING' | 'SENDING' | 'UNKNOWN' | 'EXPORTED' | 'POSTED' | 'AWAITING_APPROVAL' | 'HELD' | 'REJECTED' | 'CANCELLED' | 'POSTED_BY_HAND')[] | undefined;
          readonly 'updatedAt.gte'?: string | undefined;
          readonly 'updatedAt.lte'?: string | undefined;
          readonly 'updatedAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly glDocumentId: string;
          readonly packetId: string;
          readonly kind: 'WRITE_OFF' | 'RECOVERY' | 'CORRECTION';
          readonly step: 'JOURNAL' | 'APPLICATION' | 'CREDIT_MEMO';
          readonly entity: string;
          readonly total: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly externalId: string;
          readonly state: string;
          readonly documentId: string | null;
          readonly mappingVersion: number | null;
          readonly attempts: number;
          readonly errors: readonly ({
            readonly code: string;
            readonly detail: string;
            readonly path: string | null;
          })[];
          readonly updatedAt: string;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/gl-documents/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly glDocumentId: string;
        readonly packetId: string;
        readonly kind: 'WRITE_OFF' | 'RECOVERY' | 'CORRECTION';
        readonly step: 'JOURNAL' | 'APPLICATION' | 'CREDIT_MEMO';
        readonly entity: string;
        readonly total: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly externalId: string;
        readonly state: string;
        readonly documentId: string | null;
        readonly mappingVersion: number | null;
        readonly attempts: number;
        readonly errors: readonly ({
          readonly code: string;
          readonly detail: string;
          readonly path: string | null;
        })[];
        readonly updatedAt: string;
      };
    };
    readonly '/v1/events': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly type?: string | readonly string[] | undefined;
          readonly subject?: string | readonly string[] | undefined;
          readonly 'time.gte'?: string | undefined;
          readonly 'time.lte'?: string | undefined;
          readonly 'time.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly position: string;
          readonly publishedAt: string | null;
          readonly event: {
            readonly id: string;
            readonly type: string;
            readonly subject: string;
          };
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/log/head': {
      readonly call: {};
      readonly answer: {
        readonly ledgerId: string;
        readonly seq: string;
        readonly head: string;
        readonly unsealed: number;
      };
    };
    readonly '/v1/log/entries': {
      readonly call: {
        readonly query?: {
          readonly afterSeq?: string | undefined;
          readonly limit?: number | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly seq: string;
          readonly eventId: string;
          readonly ledgerId: string;
          readonly type: string;
          readonly schemaVersion: number;
          readonly actor: string;
          readonly occurredAt: string;
          readonly recordedAt: string;
          readonly bytesHash: string;
          readonly bytes: string | null;
          readonly purge: {
            readonly by: string;
            readonly at: string;
            readonly reason: string;
          } | null;
          readonly leafHash: string;
          readonly prevHash: string;
        })[];
      };
    };
    readonly '/v1/log/unsealed': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly eventId: string;
          readonly type: string;
          readonly recordedAt: string;
          readonly waiting: boolean;
        })[];
      };
    };
    readonly '/v1/entities': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly code?: string | readonly string[] | undefined;
          readonly 'code.prefix'?: string | readonly string[] | undefined;
          readonly name?: string | readonly string[] | undefined;
          readonly 'name.prefix'?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly code: string;
          readonly name: string;
          readonly functionalCurrency: string;
          readonly timeZone: string;
          readonly calendar: string;
          readonly changeRequestId: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/sources': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly code?: string | readonly string[] | undefined;
          readonly 'code.prefix'?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly code: string;
          readonly partyPerEntity: boolean;
          readonly numberPerYear: boolean;
          readonly namesVary: boolean;
          readonly echoes: 'ALL' | 'WRITE_OFFS' | 'NONE';
          readonly changeRequestId: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/policies': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly 'validFrom.gte'?: string | undefined;
          readonly 'validFrom.lte'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly entity: string;
          readonly version: string;
          readonly validFrom: string;
          readonly rules: {
            readonly creditLossMethod: 'DIRECT';
            readonly payableSide: 'REVERSE_PAYABLE';
            readonly taxOnWriteOff: 'REVERSE_NOW';
            readonly lateFees: 'EXPENSE';
            readonly echoDays: number;
          };
          readonly contentHash: string;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly approvedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly replacedBy: string | null;
          readonly changeRequestId: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/gl-mappings': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly contentHash?: string | readonly string[] | undefined;
          readonly 'approvedAt.gte'?: string | undefined;
          readonly 'approvedAt.lte'?: string | undefined;
          readonly 'approvedAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly version: number;
          readonly contentHash: string;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly approvedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly approvedAt: string;
          readonly changeRequestId: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/gl-mappings/{version}': {
      readonly call: {
        readonly path: {
          readonly version: number;
        };
      };
      readonly answer: {
        readonly version: number;
        readonly contentHash: string;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly approvedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly approvedAt: string;
        readonly changeRequestId: string | null;
        readonly content: {
          readonly subsidiaries: Readonly<Record<string, string>>;
          readonly currencies: Readonly<Record<string, string>>;
          readonly accounts: Readonly<Record<string, string>>;
          readonly accountExceptions?: readonly ({
            readonly role: 'AR' | 'CPAY' | 'TAXP' | 'CLEXP';
            readonly side?: 'revenue' | 'payable' | 'tax' | 'fee';
            readonly department?: string;
            readonly id: string;
          })[];
          readonly customers: Readonly<Record<string, string>>;
          readonly vendors?: Readonly<Record<string, string>>;
          readonly departments?: Readonly<Record<string, string>>;
          readonly departmentRequired?: boolean;
          readonly strategy?: 'JOURNAL' | 'JOURNAL_AND_APPLICATION' | 'CREDIT_MEMO';
          readonly items?: Readonly<Record<string, string>>;
        };
      };
    };
    readonly '/v1/periods': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly month?: string | readonly string[] | undefined;
          readonly 'month.prefix'?: string | readonly string[] | undefined;
          readonly state?: 'OPEN' | 'CLOSED' | 'LOCKED' | readonly ('OPEN' | 'CLOSED' | 'LOCKED')[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly entity: string;
          readonly month: string;
          readonly state: 'OPEN' | 'CLOSED' | 'LOCKED';
          readonly changedAt: string;
          readonly changedBy: string;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/parties': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly kind?: 'CLIENT' | 'DEBTOR' | 'AGENT' | readonly ('CLIENT' | 'DEBTOR' | 'AGENT')[] | undefined;
          readonly source?: string | readonly string[] | undefined;
          readonly 'source.prefix'?: string | readonly string[] | undefined;
          readonly number?: string | readonly string[] | undefined;
          readonly 'number.prefix'?: string | readonly string[] | undefined;
          readonly name?: string | readonly string[] | undefined;
          readonly 'name.prefix'?: string | readonly string[] | undefined;
          readonly onePartyId?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly partyId: string;
          readonly kind: 'CLIENT' | 'DEBTOR' | 'AGENT';
          readonly source: string;
          readonly entity: string | null;
          readonly number: string;
          readonly name: string;
          readonly onePartyId: string;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/parties/look-alikes': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly kind?: 'CLIENT' | 'DEBTOR' | 'AGENT' | readonly ('CLIENT' | 'DEBTOR' | 'AGENT')[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly kind: 'CLIENT' | 'DEBTOR' | 'AGENT';
          readonly party: {
            readonly partyId: string;
            readonly source: string;
            readonly entity: string | null;
            readonly number: string;
            readonly name: string;
          };
          readonly other: {
            readonly partyId: string;
            readonly source: string;
            readonly entity: string | null;
            readonly number: string;
            readonly name: string;
          };
          readonly sameName: boolean;
          readonly sameNumber: boolean;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/parties/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly partyId: string;
        readonly kind: 'CLIENT' | 'DEBTOR' | 'AGENT';
        readonly source: string;
        readonly entity: string | null;
        readonly number: string;
        readonly name: string;
        readonly onePartyId: string;
        readonly sameAs: readonly ({
          readonly party: {
            readonly partyId: string;
            readonly number: string;
            readonly name: string;
            readonly source: string;
          };
          readonly from: string;
          readonly reason: string;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly approvedBy: {
            readonly personId: string;
            readonly name: string | null;
          };
          readonly changeRequestId: string;
          readonly ended: {
            readonly on: string;
            readonly reason: string;
            readonly proposedBy: {
              readonly personId: string;
              readonly name: string | null;
            };
            readonly approvedBy: {
              readonly personId: string;
              readonly name: string | null;
            };
            readonly changeRequestId: string;
          } | null;
        })[];
      };
    };
    readonly '/v1/dead-letters': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly state?: 'dead' | 'replayed' | 'discarded' | readonly ('dead' | 'replayed' | 'discarded')[] | undefined;
          readonly consumer?: string | readonly string[] | undefined;
          readonly 'consumer.prefix'?: string | readonly string[] | undefined;
          readonly topic?: string | readonly string[] | undefined;
          readonly 'topic.prefix'?: string | readonly string[] | undefined;
          readonly key?: string | readonly string[] | undefined;
          readonly 'key.prefix'?: string | readonly string[] | undefined;
          readonly errorClass?: string | readonly string[] | undefined;
          readonly 'errorClass.prefix'?: string | readonly string[] | undefined;
          readonly 'firstAt.gte'?: string | undefined;
          readonly 'firstAt.lte'?: string | undefined;
          readonly 'firstAt.lt'?: string | undefined;
          readonly 'lastAt.gte'?: string | undefined;
          readonly 'lastAt.lte'?: string | undefined;
          readonly 'lastAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly deadLetterId: string;
          readonly consumer: string;
          readonly topic: string;
          readonly partition: number;
          readonly position: string;
          readonly key: string;
          readonly headers: Readonly<Record<string, string>>;
          readonly errorClass: string;
          readonly error: string;
          readonly attempts: number;
          readonly state: 'dead' | 'replayed' | 'discarded';
          readonly firstAt: string;
          readonly lastAt: string;
          readonly resolvedBy: string | null;
          readonly resolvedAt: string | null;
          readonly resolutionReason: string | null;
          readonly waiting: number;
          readonly requests: readonly ({
            readonly changeRequestId: string;
            readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
            readonly reason: string | null;
            readonly proposedBy: {
              readonly personId: string;
              readonly name: string;
            };
            readonly proposedAt: string;
            readonly expiresAt: string;
            readonly decidedBy: {
              readonly personId: string;
              readonly name: string;
            } | null;
            readonly decidedAt: string | null;
            readonly decisionReason: string | null;
            readonly action: 'replay' | 'discard';
            readonly sequence: number | null;
          })[];
          readonly bytes: number;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/dead-letters/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly deadLetterId: string;
        readonly consumer: string;
        readonly topic: string;
        readonly partition: number;
        readonly position: string;
        readonly key: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly errorClass: string;
        readonly error: string;
        readonly attempts: number;
        readonly state: 'dead' | 'replayed' | 'discarded';
        readonly firstAt: string;
        readonly lastAt: string;
        readonly resolvedBy: string | null;
        readonly resolvedAt: string | null;
        readonly resolutionReason: string | null;
        readonly waiting: number;
        readonly requests: readonly ({
          readonly changeRequestId: string;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly action: 'replay' | 'discard';
          readonly sequence: number | null;
        })[];
        readonly bytes: number;
        readonly value: string | null;
      };
    };
    readonly '/v1/change-requests': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly kind?: string | readonly string[] | undefined;
          readonly 'kind.prefix'?: string | readonly string[] | undefined;
          readonly state?: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED' | readonly ('PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED')[] | undefined;
          readonly subject?: string | readonly string[] | undefined;
          readonly 'subject.prefix'?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly changeRequestId: string;
          readonly kind: string;
          readonly subject: string | null;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly validFrom: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly aloneFrom: string | null;
          readonly beneficiaries: readonly string[];
          readonly contentHash: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly alone: boolean;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/change-requests/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
        readonly payload: unknown;
        readonly before: unknown;
        readonly refusedAttempts: readonly ({
          readonly action: 'APPROVE' | 'REJECT' | 'WITHDRAW';
          readonly reason: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
        })[];
      };
    };
    readonly '/v1/checks': {
      readonly call: {};
      readonly answer: {
        readonly invariants: readonly ({
          readonly id: string;
          readonly sentence: string;
          readonly violations: number | null;
          readonly examples: readonly string[];
        })[];
        readonly controlTotals: Readonly<Record<string, number>>;
        readonly underWay: {
          readonly toPublish: number;
          readonly toConsume: number | null;
        };
      };
    };
    readonly '/v1/checks/messages': {
      readonly call: {};
      readonly answer: {
        readonly published: readonly ({
          readonly topic: string;
          readonly committed: number;
          readonly published: number;
        })[];
        readonly consumed: readonly ({
          readonly consumer: string;
          readonly topic: string;
          readonly passed: number;
          readonly parked: number;
          readonly dead: number;
          readonly discarded: number;
        })[];
      };
    };
    readonly '/v1/checks/under-way': {
      readonly call: {};
      readonly answer: {
        readonly toPublish: number;
        readonly toConsume: number | null;
      };
    };
  };
  readonly put: {
    readonly '/v1/import-mappings/{source}/{name}': {
      readonly call: {
        readonly path: {
          readonly source: string;
          readonly name: string;
        };
        readonly body: {
          readonly columns: Readonly<Record<string, string>>;
          readonly constants?: Readonly<Record<string, string>>;
          readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
          readonly numbers?: 'plain' | 'point' | 'comma';
          readonly dates?: 'iso' | 'day-first' | 'month-first' | null;
          readonly revenueShare?: string | null;
          readonly report?: boolean;
          readonly credits?: readonly string[];
          readonly passedBy?: readonly string[];
        };
      };
      readonly answer: {
        readonly source: string;
        readonly name: string;
        readonly version: number;
        readonly contentHash: string;
        readonly savedBy: {
          readonly personId: string;
          readonly name: string | null;
        };
        readonly savedAt: string;
        readonly content: {
          readonly columns: Readonly<Record<string, string>>;
          readonly constants?: Readonly<Record<string, string>>;
          readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
          readonly numbers?: 'plain' | 'point' | 'comma';
          readonly dates?: 'iso' | 'day-first' | 'month-first' | null;
          readonly revenueShare?: string | null;
          readonly report?: boolean;
          readonly credits?: readonly string[];
          readonly passedBy?: readonly string[];
        };
      };
    };
  };
  readonly problem: Problem;
};
