/** At most this many lines travel in one message; a longer list goes in parts. */
export const linesPerPart = 500;
