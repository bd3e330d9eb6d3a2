import * as z from 'zod';

const State = z.object({ journals: z.array(z.object({ body: z.object({ externalId: z.string() }) })) });

/** The keys of the documents that the simulated general ledger holds. */
export const glDocuments = async ({
  glAddress,
}: {
  readonly glAddress: string;
}): Promise<readonly string[]> => {
  const state = State.parse(await (await fetch(`${glAddress}/__admin/state`)).json());
  return state.journals.map(({ body }) => body.externalId);
};
