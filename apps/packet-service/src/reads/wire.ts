import { moneyText, storedMoney } from '@recoup/domain/money';
import * as z from 'zod';

export const personResource = z.object({ personId: z.uuid(), name: z.string() });
export const partyResource = z.object({ id: z.uuid(), number: z.string(), name: z.string() });

export const moneyOf = (minor: string | bigint, code: string) => moneyText(storedMoney(minor, code));

export const optional = <Given, Made>(given: Given | null, make: (value: Given) => Made): Made | null =>
  given === null ? null : make(given);

export const personRef = (personId: string | null, name: string | null) =>
  personId === null ? null : { personId, name: name ?? '' };
