import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Actor } from '@recoup/runtime/http/people-directory';
import type { Scope } from '../../../ports/imports/imports.ts';

export type Todays = { readonly todayIn: (timeZone: string) => CalendarDate };

/** What of the books somebody may import into, and decide about what imports found: as far as their grants of the role reach. */
export const importScope = ({ grants }: Actor): readonly Scope[] =>
  grants
    .filter(({ role }) => role === 'CLIENT_ACCOUNTING')
    .map(({ entity, department, clientId }) => ({ entity, department, clientId }));
