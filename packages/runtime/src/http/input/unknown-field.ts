/** What is said of a field that nobody asked for. */
export const unknownField = {
  code: 'UNKNOWN_FIELD',
  message: 'is not a known field; remove it or correct its name',
} as const;
