/** A list that has a first. */
export type NonEmpty<Item> = readonly [Item, ...Item[]];

export const nonEmpty = <Item>([first, ...rest]: readonly Item[]): NonEmpty<Item> | undefined =>
  first === undefined ? undefined : [first, ...rest];

export const mapEach = async <Item, Mapped>(
  [first, ...rest]: NonEmpty<Item>,
  map: (item: Item) => Promise<Mapped>,
): Promise<NonEmpty<Mapped>> => [await map(first), ...(await Promise.all(rest.map(map)))];
