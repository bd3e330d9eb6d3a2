import * as z from 'zod';

type WithGl = { readonly glAddress: string };

const State = z.object({
  journals: z.array(z.object({ body: z.object({ externalId: z.string() }) })),
  openItems: z.array(z.object({ id: z.string() })),
  requests: z.array(z.object({ method: z.string(), path: z.string(), status: z.number() })),
});

const stateOf = async ({ glAddress }: WithGl) =>
  State.parse(await (await fetch(`${glAddress}/__admin/state`)).json());

/** The keys of the documents that the simulated general ledger holds. */
export const glDocuments = async (installation: WithGl): Promise<readonly string[]> =>
  (await stateOf(installation)).journals.map(({ body }) => body.externalId);

/** The ids of the documents that customers have open there. */
export const openInvoices = async (installation: WithGl): Promise<readonly string[]> =>
  (await stateOf(installation)).openItems.map(({ id }) => id);

/** How many of the newest calls it has refused because of what they sent, such as a document that it holds already. */
export const glRefusals = async (installation: WithGl): Promise<number> =>
  (await stateOf(installation)).requests.filter(
    ({ method, path, status }) => method === 'POST' && path.includes('/record/') && status === 400,
  ).length;

/** Changes the simulated general ledger itself: its settings, the faults that it shows, what people approve there. */
export const changeGl = async (
  { glAddress }: WithGl,
  what: 'settings' | 'faults' | 'approvals' | 'open-items',
  body: object,
): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const changed = await fetch(`${glAddress}/__admin/${what}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!changed.ok) throw new Error(await changed.text());
};

/** Whatever ailed it is mended: no request meets a fault any more. */
export const mendGl = async ({ glAddress }: WithGl): Promise<void> => {
  const mended = await fetch(`${glAddress}/__admin/faults`, { method: 'DELETE' });
  if (!mended.ok) throw new Error(await mended.text());
};
