/** JSON of a tool, looked at without trust: a field of the wrong kind is as good as absent. */
export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that name where it is an object, otherwise an empty one. */
export function objectAt(value: Json, key: string): Json {
  const member = value[key];
  return isObject(member) ? member : {};
}

/** The objects in the array of that name. */
export function objectsAt(value: Json, key: string): Json[] {
  return objectsOf(value[key]);
}

export function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textAt(value: Json, key: string): string | undefined {
  const member = value[key];
  return typeof member === 'string' ? member : undefined;
}

export function numberAt(value: Json, key: string): number | undefined {
  const member = value[key];
  return typeof member === 'number' && Number.isFinite(member) ? member : undefined;
}

/** Parses JSON; undefined where the text is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
