/**
 * Into how many partitions every topic is divided, on either bus: how many members of one group can work side by side. Frozen for ever:
 * another number would move keys between partitions and break their order.
 */
export const partitions = 12;
