/** An OpenAPI document as the services write it. */
export type ApiDocument = {
  readonly info: { readonly title: string; readonly description: string };
  readonly components: { readonly responses: Readonly<Record<string, { readonly description: string }>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  /** Who may call, in sentences. */
  readonly description: string;
  /** One of them is needed to call; none named means that no role is needed. */
  readonly 'x-roles': readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, OperationResponse>>;
};

/** What is answered, or where among the components of the document that is described. */
export type OperationResponse = {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Contents;
};

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: ApiSchema;
};

/** By media type. */
export type Contents = Readonly<Record<string, { readonly schema: ApiSchema; readonly example?: unknown }>>;

/** A JSON Schema as far as people read it. */
export type ApiSchema = {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly anyOf?: readonly ApiSchema[];
  readonly items?: ApiSchema;
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
};
