/** A list that has a first. */
export type NonEmpty<Item> = readonly [Item, ...Item[]];

export const nonEmpty = <Item>([first, ...rest]: readonly Item[]): NonEmpty<Item> | undefined =>
  first === undefined ? undefined : [first, ...rest];

export const mapNonEmpty = <Item, Mapped>(
  [first, ...rest]: NonEmpty<Item>,
  map: (item: Item) => Mapped,
): NonEmpty<Mapped> => [map(first), ...rest.map(map)];
