import type { Access } from '@recoup/runtime/http/endpoint';
import { approverRoles } from '../../../domain/people/person.ts';

/*
 * Who may do what with a packet. The decisions in the domain enforce it and the routes do not, so that an attempt without the role is
 * kept for the auditor like any other; here it is told.
 */

const scope = 'every client, entity and department of the packet';

export const whoEdits: Access = {
  roles: ['CLIENT_ACCOUNTING'],
  decided: `It must cover ${scope}.`,
};
export const whoDecides: Access = {
  roles: approverRoles,
  decided: `It must be the role that signs next and cover ${scope}. Whoever created, edited or submitted the packet, attached evidence to it or has signed in this round may not.`,
};
export const whoRecovers: Access = {
  roles: ['CLIENT_ACCOUNTING'],
  decided: `It must cover ${scope}. Whoever signed the packet may not.`,
};
export const whoComments: Access = {
  roles: ['CLIENT_ACCOUNTING', ...approverRoles, 'CASE_OWNER', 'COLLECTIONS_LEAD'],
  decided: `It must cover ${scope}. Of a packet that was submitted, only the roles of its route write as approvers.`,
};
