import { bySide, type Side, type SideAmounts, sides, totalOf } from '@recoup/domain/sides';

/** What we posted on a side and its source has yet to say. */
type Echo = { readonly packetId: string; readonly side: Side; left: bigint };

/** What a ledger should know of an item, by rules written down a second time and as simply as can be. */
export type ModelItem = {
  stated: SideAmounts;
  open: SideAmounts;
  status: 'WRITTEN_OFF' | 'RECOVERED' | null;
  seen: number;
  candidate: boolean;
  echoes: Echo[];
  tasks: { late: bigint; charge: bigint; below: bigint };
  writtenOff: { readonly packetId: string; readonly taken: SideAmounts } | null;
};
export type Model = Map<string, ModelItem>;

export type ModelFile = {
  readonly day: number;
  readonly fullSnapshot: boolean;
  readonly rows: ReadonlyMap<string, SideAmounts>;
  /** Items that rows name which are not valid. */
  readonly invalid: readonly string[];
  /** Whether some row does not say what it means. */
  readonly unnamed: boolean;
};

/** Whether taking the file in left anything behind that an undo could not take back. */
export type Applied = { readonly moved: boolean; readonly lasting: boolean };

const negative = (minor: bigint): boolean => minor < 0n;
const size = (minor: bigint): bigint => (negative(minor) ? -minor : minor);
const awaited = (item: ModelItem, side: Side, delta: bigint): readonly Echo[] =>
  item.echoes.filter(
    (echo) => echo.side === side && echo.left !== 0n && negative(echo.left) === negative(delta),
  );

export const takeIn = (model: Model, file: ModelFile): Applied => {
  let [moved, lasting] = [false, false];
  for (const [number, amounts] of file.rows) {
    const known = model.get(number);
    if (!known) {
      if (totalOf(amounts) === 0n) continue;
      model.set(number, newItem(amounts, file.day));
      moved = true;
      continue;
    }
    if (known.seen > file.day) continue;
    known.seen = file.day;
    const stated = stateAll(known, amounts);
    moved ||= stated.moved;
    lasting ||= stated.lasting;
    known.candidate = false;
  }
  const concludes = file.fullSnapshot && !file.unnamed && file.rows.size > 0;
  if (concludes && missing(model, file)) lasting = true;
  return { moved, lasting };
};

const stateAll = (item: ModelItem, amounts: SideAmounts): Applied => {
  const deltas = sides.map((side) => [side, amounts[side] - item.stated[side]] as const);
  const moved = deltas.filter(([, delta]) => delta !== 0n);
  const lasting = moved.map(([side, delta]) => state(item, side, delta, totalOf(amounts) === 0n));
  item.stated = amounts;
  return { moved: moved.length > 0, lasting: lasting.includes(true) };
};

const newItem = (amounts: SideAmounts, seen: number): ModelItem => ({
  ...{ stated: amounts, open: amounts, status: null, seen, candidate: false, echoes: [], writtenOff: null },
  tasks: { late: 0n, charge: 0n, below: 0n },
});

/** The source moved its word on one side. Answers whether something lasting came of it: an echo that it said, or a task. */
const state = (item: ModelItem, side: Side, delta: bigint, allSettled: boolean): boolean =>
  item.status === 'WRITTEN_OFF'
    ? stateWrittenOff(item, side, delta, allSettled)
    : stateStanding(item, side, delta);

const stateWrittenOff = (item: ModelItem, side: Side, delta: bigint, allSettled: boolean): boolean => {
  const echoes = awaited(item, side, delta);
  const left = echoes.reduce((sum, echo) => sum + size(echo.left), 0n);
  let news = size(delta);
  if (negative(delta) && left > 0n && (allSettled || news >= left)) {
    for (const echo of echoes) echo.left = 0n;
    news = news > left ? news - left : 0n;
  }
  if (negative(delta)) item.tasks.late += news;
  else item.tasks.charge += news;
  return true;
};

const stateStanding = (item: ModelItem, side: Side, delta: bigint): boolean => {
  const echoes = awaited(item, side, delta);
  const equalFirst = [
    ...echoes.filter((echo) => echo.left === delta),
    ...echoes.filter((echo) => echo.left !== delta),
  ];
  let news = size(delta);
  for (const echo of equalFirst) {
    const said = size(echo.left) < news ? size(echo.left) : news;
    echo.left += negative(echo.left) ? said : -said;
    news -= said;
  }
  if (negative(delta) && news > item.open[side]) {
    item.tasks.below += news;
    return true;
  }
  item.open = { ...item.open, [side]: item.open[side] + (negative(delta) ? -news : news) };
  return echoes.length > 0;
};

const missing = (model: Model, file: ModelFile): boolean => {
  let lasting = false;
  for (const [number, item] of model) {
    if (file.rows.has(number) || file.invalid.includes(number) || item.seen >= file.day) continue;
    if (totalOf(item.open) > 0n && !item.echoes.some((echo) => echo.left > 0n)) item.candidate = true;
    const unsaid = item.status === 'WRITTEN_OFF' ? item.echoes.filter((echo) => negative(echo.left)) : [];
    for (const echo of unsaid) {
      item.stated = { ...item.stated, [echo.side]: 0n };
      echo.left = 0n;
      lasting = true;
    }
  }
  return lasting;
};

export const writeOff = (item: ModelItem, packetId: string, echoes: boolean): void => {
  const taken = item.open;
  for (const side of sides)
    if (echoes && taken[side] > 0n) item.echoes.push({ packetId, side, left: -taken[side] });
  Object.assign(item, { open: bySide(() => 0n), status: 'WRITTEN_OFF', writtenOff: { packetId, taken } });
};

export const recover = (item: ModelItem, echoes: boolean): void => {
  const { packetId, taken } = item.writtenOff ?? { packetId: '', taken: bySide(() => 0n) };
  for (const side of sides) {
    if (!echoes || taken[side] === 0n) continue;
    const own = item.echoes.find((echo) => echo.packetId === packetId && echo.side === side);
    const unsaid = own ? size(own.left) : 0n;
    if (own) own.left = 0n;
    item.echoes.push({ packetId: `${packetId} recovered`, side, left: taken[side] - unsaid });
  }
  const open = bySide((side) => item.open[side] + taken[side]);
  Object.assign(item, { open, status: 'RECOVERED', writtenOff: null });
};

export const decide = (item: ModelItem, closed: boolean): void => {
  item.candidate = false;
  if (!closed) return;
  Object.assign(item, { open: bySide(() => 0n), stated: bySide(() => 0n) });
  for (const echo of item.echoes) echo.left = 0n;
};
