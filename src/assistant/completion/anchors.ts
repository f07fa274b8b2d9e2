import { LRUCache } from 'lru-cache';
import type { Anchor } from './anchor.ts';

/** Documents whose prompts the engine keeps in place at most; of one that it has dropped, the whole prompt is read anew. */
const DOCUMENTS = 7;

interface OfDocument {
  readonly large?: Anchor;
  readonly provisional?: Anchor;
}

/** The prompts that were made for each document: the last large one, and the last small one for a first answer. */
export class Anchors {
  private readonly documents = new LRUCache<string, OfDocument>({ max: DOCUMENTS });

  /** The better one first. */
  public of(uri: string): readonly Anchor[] {
    const { large, provisional } = this.documents.get(uri) ?? {};
    return [large, provisional].filter((anchor) => anchor !== undefined);
  }

  public set(uri: string, anchor: Anchor): void {
    const kind = anchor.provisional === true ? 'provisional' : 'large';
    this.documents.set(uri, { ...this.documents.get(uri), [kind]: anchor });
  }

  public delete(uri: string): void {
    this.documents.delete(uri);
  }

  public clear(): void {
    this.documents.clear();
  }
}
