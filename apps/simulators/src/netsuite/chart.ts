/** An account of the simulator's chart. `code` is the ledger's own name for it, so that its mapping can be built from this list. */
export type GlAccount = {
  readonly id: string;
  readonly code: string;
  readonly number: string;
  readonly name: string;
  readonly type: 'AcctRec' | 'AcctPay' | 'Bank' | 'Expense' | 'Income' | 'OthCurrAsset' | 'OthCurrLiab';
  readonly inactive: boolean;
  /** Ids of the only subsidiaries that may use it; absent: all. */
  readonly subsidiaries?: readonly string[] | undefined;
};

const account = (
  id: string,
  code: string,
  number: string,
  name: string,
  type: GlAccount['type'],
): GlAccount => ({
  id,
  code,
  number,
  name,
  type,
  inactive: false,
});

export const seededAccounts: readonly GlAccount[] = [
  account('101', 'CASH', '1000', 'Bank', 'Bank'),
  account('119', 'AR', '1200', 'Accounts Receivable', 'AcctRec'),
  account('121', 'ALLOW', '1290', 'Allowance for Doubtful Accounts', 'OthCurrAsset'),
  account('201', 'CPAY', '2100', 'Client Payable', 'AcctPay'),
  account('205', 'TAXP', '2200', 'Tax Payable', 'OthCurrLiab'),
  account('209', 'UNAPP', '2300', 'Unapplied Cash', 'OthCurrLiab'),
  account('401', 'REV', '4000', 'Commission Revenue', 'Income'),
  account('405', 'FEEREV', '4100', 'Late Fee Revenue', 'Income'),
  account('409', 'CREV', '4900', 'Contra-Revenue', 'Income'),
  account('612', 'CLEXP', '6120', 'Bad Debt Expense', 'Expense'),
  account('615', 'WDEXP', '6150', 'Small-Balance Write-Downs', 'Expense'),
  account('690', 'FX', '6900', 'Exchange Gain or Loss', 'Expense'),
];

/** A non-inventory item, by whose income account a credit memo gives something up. */
export type GlItem = { readonly id: string; readonly code: string; readonly account: string };

export const seededItems: readonly GlItem[] = [
  { id: '801', code: 'CLEXP', account: '612' },
  { id: '802', code: 'CPAY', account: '201' },
  { id: '803', code: 'TAXP', account: '205' },
];

export type GlCurrency = { readonly id: string; readonly code: string; readonly decimals: number };

export const seededCurrencies: readonly GlCurrency[] = [
  { id: '1', code: 'USD', decimals: 2 },
  { id: '2', code: 'GBP', decimals: 2 },
  { id: '3', code: 'CAD', decimals: 2 },
  { id: '4', code: 'EUR', decimals: 2 },
  { id: '5', code: 'BRL', decimals: 2 },
  { id: '6', code: 'JPY', decimals: 0 },
  { id: '7', code: 'MXN', decimals: 2 },
  { id: '8', code: 'KWD', decimals: 3 },
];

export type GlSubsidiary = { readonly id: string; readonly name: string; readonly inactive?: boolean };

export const seededSubsidiaries: readonly GlSubsidiary[] = Array.from({ length: 20 }, (_, at) => ({
  id: String(at + 1),
  name: `Subsidiary ${at + 1}`,
}));
