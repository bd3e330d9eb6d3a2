export type NewId = () => string;
