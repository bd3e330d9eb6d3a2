import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import {
  type PeopleRead,
  peopleList,
  peoplePage,
  personItem,
  whoChoosesPeople,
  whoSeesPeople,
} from '../../../reads/people/people-list.ts';
import {
  lookAlikePeople,
  lookAlikePeopleList,
  personLookAlike,
} from '../../../reads/people/people-look-alikes.ts';
import { signIn, signInList, signIns } from '../../../reads/people/person-sign-ins.ts';

export type PeopleRoutes = PeopleRead & { readonly cursors: CursorCodec };

/** Who there is and what they may sign, and what of it administrators should look at. */
export const peopleRoutes = (routes: PeopleRoutes): readonly Endpoint[] => {
  const { database, cursors } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/people',
      summary: 'People by name; with their roles and conflicts for those who look after them',
      access: whoChoosesPeople,
      query: peopleList.query,
      answer: pageOf(personItem),
      handle: async ({ query, actor }) => ({
        body: await peoplePage(routes, actor, peopleList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/people/look-alikes',
      summary: 'Pairs of people that look like one human: nothing joins them before two people declare it',
      access: whoSeesPeople,
      query: lookAlikePeopleList.query,
      answer: pageOf(personLookAlike),
      handle: async ({ query }) => ({
        body: await lookAlikePeople(database, lookAlikePeopleList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/people/sign-ins',
      summary: 'Accounts that were used, with the mail address that their sign-in service gave',
      access: whoSeesPeople,
      query: signInList.query,
      answer: pageOf(signIn),
      handle: async ({ query }) => ({ body: await signIns(database, signInList.ask(query, cursors)) }),
    }),
  ];
};
