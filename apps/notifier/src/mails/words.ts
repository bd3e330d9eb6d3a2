const roleNames: Readonly<Record<string, string>> = {
  AGENT: 'Agent',
  DEPT_HEAD: 'Dept Head',
  VP_CLIENT_ACCOUNTING: 'VP Client Accounting',
  CFO: 'CFO',
  MD: 'MD',
  CLIENT_ACCOUNTING: 'Client Accounting',
};

export const roleName = (role: string): string => roleNames[role] ?? role;

/** An amount as people read it: `USD 41,250.00`. The decimals stand as they came, without a float in between. */
export const amountInWords = ({
  amount,
  currency,
}: {
  readonly amount: string;
  readonly currency: string;
}): string => {
  const [whole = '', fraction] = amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${currency} ${fraction === undefined ? grouped : `${grouped}.${fraction}`}`;
};

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
