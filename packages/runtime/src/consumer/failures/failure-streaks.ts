import { sqlStateOf } from '../../database/sql-state.ts';

/** How many aggregates may fail one after another before nobody takes it for their own fault any more. */
export const usualAggregatesMax = 10;

/**
 * Counts the aggregates of which events of one kind fail one after another, with one class of error and none that goes well between
 * them. So many are not at fault each by itself: the release is, or what it stands on.
 */
export const failureStreaks = (aggregatesMax: number) => {
  const streaks = new Map<string, { readonly errorClass: string; readonly aggregates: Set<string> }>();
  const isLong = (kind: string) => (streaks.get(kind)?.aggregates.size ?? 0) >= aggregatesMax;
  return {
    /** Answers whether it is one too many. */
    add: (kind: string, aggregate: string, error: unknown): boolean => {
      const errorClass = classOf(error);
      const known = streaks.get(kind);
      const streak = known?.errorClass === errorClass ? known : { errorClass, aggregates: new Set<string>() };
      if (streak.aggregates.size < aggregatesMax) streak.aggregates.add(aggregate);
      streaks.set(kind, streak);
      return isLong(kind);
    },
    /** Something of this kind went well. */
    end: (kind: string): void => {
      streaks.delete(kind);
    },
    /** How many kinds have failed too often. */
    long: (): number => [...streaks.keys()].filter(isLong).length,
  };
};

const classOf = (error: unknown): string =>
  sqlStateOf(error) ?? (error instanceof Error ? error.name : typeof error);
