import path from 'node:path';
import { locate } from './file-location.ts';
import { realPathOf } from './file-stamp.ts';
import { isBelow } from './folders.ts';

/** Whether a proposed edit may be written to a file. */
export type WritePermission =
  | { readonly kind: 'allowed' }
  /** Only once the user has seen the very change: such files run commands by themselves. */
  | { readonly kind: 'show-first'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Files that make an editor, git or a server run something, by their path; lower case, with slashes. */
const RUNS_COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.vscode\//, "the editor's settings and tasks"],
  [/(?:^|\/)\.idea\//, "the editor's settings and tasks"],
  [/\.code-workspace$/, "the editor's settings and tasks"],
  [
    /(?:^|\/)(?:\.githooks|\.husky|hooks)\/|(?:^|\/)\.?lefthook\.ya?ml$|(?:^|\/)\.pre-commit-config\.ya?ml$/,
    'git hooks',
  ],
  [/(?:^|\/)\.git(?:attributes|modules|config)$/, "git's settings"],
  [/(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions)\//, 'CI'],
  [/(?:^|\/)\.(?:gitlab-ci|travis|appveyor|drone|woodpecker)(?:\.\w+)?\.ya?ml$/, 'CI'],
  [/(?:^|\/)\.(?:circleci|buildkite|woodpecker|ci)\//, 'CI'],
  [/(?:^|\/)(?:azure-pipelines|bitbucket-pipelines|appveyor|cloudbuild|buildspec)(?:\.[\w-]+)?\.ya?ml$/, 'CI'],
  [/(?:^|\/)(?:jenkinsfile|makefile|justfile|dockerfile|rakefile|vagrantfile)(?:\.\w+)?$/, 'build commands'],
  [/(?:^|\/)(?:package\.json|\.npmrc|setup\.py|build\.rs|conftest\.py|\.envrc)$/, 'build commands'],
  [/(?:^|\/)\.devcontainer\/|(?:^|\/)\.devcontainer\.json$/, 'a container that is started'],
  [/(?:^|\/)\.(?:bashrc|bash_profile|profile|zshrc|zprofile)$/, "the shell's start"],
];

/**
 * Judges where an edit that a model has written would go: not out of the workspace `folders` (paths or URIs), be it over a
 * symbolic link, and not into git's own folder. With no folder open, the one file that is open is the workspace.
 */
export async function writePermission(pathOrUri: string, folders: readonly string[]): Promise<WritePermission> {
  const location = locate(pathOrUri);
  if (location.kind === 'refused')
    return { kind: 'refused', reason: `This document cannot be edited: ${location.reason}.` };
  if (location.kind === 'virtual') return { kind: 'allowed' };
  const places = [location.path, await realPathOf(location.path).catch(() => location.path)];
  for (const place of places) {
    const slashed = place.split(path.sep).join('/').toLowerCase();
    if (/(?:^|\/)\.git\//.test(slashed)) return { kind: 'refused', reason: "This file is inside git's own folder." };
  }
  const roots = (
    await Promise.all(
      folders.map(async (folder) => {
        const root = locate(folder);
        return root.kind === 'file' ? [root.path, await realPathOf(root.path).catch(() => root.path)] : [];
      }),
    )
  ).flat();
  const outside = places.find((place) => roots.length > 0 && !roots.some((root) => isBelow(place, root)));
  if (outside !== undefined) return { kind: 'refused', reason: `This file is outside of the workspace: ${outside}.` };
  const runs = runsCommands(places);
  return runs === undefined
    ? { kind: 'allowed' }
    : { kind: 'show-first', reason: `This file holds ${runs}: look at the change closely, it may make programs run.` };
}

function runsCommands(places: readonly string[]): string | undefined {
  for (const place of places) {
    const slashed = place.split(path.sep).join('/').toLowerCase();
    const found = RUNS_COMMANDS.find(([pattern]) => pattern.test(slashed));
    if (found) return found[1];
  }
  return undefined;
}
