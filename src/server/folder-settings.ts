import type { Settings } from '../protocol/settings.ts';
import { locate } from '../workspace/file-location.ts';

/** The user's settings, and those of each workspace folder where the client tells them apart. */
export class FolderSettings {
  private readonly user: Settings;
  /** Longest folder first: a folder inside another one is a place of its own. */
  private readonly folders: readonly (readonly [folder: string, settings: Settings])[];

  /** `folders`: by the folder's URI. */
  public constructor(user: Settings, folders: ReadonlyMap<string, Settings>) {
    this.user = user;
    this.folders = [...folders]
      .map(([uri, settings]) => [pathOf(uri).replace(/[\\/]$/, ''), settings] as const)
      .sort(([a], [b]) => b.length - a.length);
  }

  /** The settings for a document, or without a URI those of the user. */
  public of(uri?: string): Settings {
    if (uri === undefined || this.folders.length === 0) return this.user;
    const file = pathOf(uri);
    const inside = this.folders.find(([folder]) => file.startsWith(folder) && /[\\/]/.test(file.charAt(folder.length)));
    return inside?.[1] ?? this.user;
  }
}

function pathOf(uri: string): string {
  const location = locate(uri);
  return location.kind === 'refused' ? uri : location.path;
}
