/** Makes the tables of a schema. */
export const ownerRole = (schema: string): string => `recoup_${schema}_owner`;
/** A service at its work. */
export const runtimeRole = (schema: string): string => `recoup_${schema}`;
/** Reads what a schema's migrations let it read, and writes nothing. */
export const auditorRole = (schema: string): string => `recoup_${schema}_auditor`;
