import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';

/** The legal entity that is mapped to a subsidiary; undefined where none is by its own name, or several are. */
export const entityOfSubsidiary = (mapping: Pick<GlMapping, 'subsidiaries'> | undefined) => {
  const named = Object.entries(mapping?.subsidiaries ?? {}).filter(([entity]) => entity !== '*');
  return (subsidiary: string): string | undefined => {
    const [own, ...others] = named.filter(([, id]) => id === subsidiary);
    return others.length === 0 ? own?.[0] : undefined;
  };
};
