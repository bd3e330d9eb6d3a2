import type { RowError } from '../../domain/import/open-item.ts';

/** Whether a remark says that an amount was rounded. */
export const isRounding = ({ code }: RowError): boolean => code === 'TOO_MANY_DECIMALS';
