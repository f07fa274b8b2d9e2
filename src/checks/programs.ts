import fs from 'node:fs/promises';
import path from 'node:path';
import { searchPath } from './environment.ts';
import { foldersUpward } from './folders.ts';
import type { Program } from './run.ts';

const IS_WINDOWS = process.platform === 'win32';
/** Where virtual environments lie in a project, by custom. */
const VENV_NAMES = ['.venv', 'venv'];

/** A program on PATH, outside of the workspace. */
export async function programOnPath(name: string, folders: readonly string[]): Promise<Program | undefined> {
  for (const folder of searchPath(process.env, folders)) {
    const found = await executable(path.join(folder, name));
    if (found !== undefined) return { name, command: found, prefix: [], shown: found };
  }
  return undefined;
}

/**
 * The program of an npm package that the project has installed, nearest first, run by our own Node: what lies in `.bin` is a
 * shell script on Windows, which only a shell can start.
 */
export async function nodeProgram(
  name: string,
  file: string,
  folders: readonly string[],
): Promise<Program | undefined> {
  for (const folder of foldersUpward(file, folders)) {
    const shown = await binOf(path.join(folder, 'node_modules', name), name);
    if (shown !== undefined) return { name, command: process.execPath, prefix: [shown], shown };
  }
  return undefined;
}

async function binOf(packageFolder: string, name: string): Promise<string | undefined> {
  const text = await textOf(path.join(packageFolder, 'package.json'));
  if (text === undefined) return undefined;
  let bin: unknown;
  try {
    ({ bin } = JSON.parse(text) as { bin?: unknown });
  } catch {
    return undefined;
  }
  const relative = typeof bin === 'object' && bin !== null ? (bin as Record<string, unknown>)[name] : bin;
  if (typeof relative !== 'string') return undefined;
  const place = path.join(packageFolder, relative);
  return (await isFile(place)) ? place : undefined;
}

/** A program of the project's virtual environment, nearest first, or of the active one. */
export async function venvProgram(
  name: string,
  file: string,
  folders: readonly string[],
): Promise<Program | undefined> {
  for (const venv of venvs(file, folders)) {
    const found = await executable(path.join(venv, IS_WINDOWS ? 'Scripts' : 'bin', name));
    if (found !== undefined) return { name, command: found, prefix: [], shown: found };
  }
  return undefined;
}

function venvs(file: string, folders: readonly string[]): string[] {
  const active = process.env['VIRTUAL_ENV'];
  const own = foldersUpward(file, folders).flatMap((folder) => VENV_NAMES.map((name) => path.join(folder, name)));
  return active !== undefined && path.isAbsolute(active) ? [...own, active] : own;
}

/** The nearest file of one of these names, from the file's folder up to its workspace folder. */
export async function nearest(
  names: readonly string[],
  file: string,
  folders: readonly string[],
  fits: (place: string) => Promise<boolean> = isFile,
): Promise<string | undefined> {
  for (const folder of foldersUpward(file, folders)) {
    for (const name of names) {
      const place = path.join(folder, name);
      if (await fits(place)) return place;
    }
  }
  return undefined;
}

export async function isFile(place: string): Promise<boolean> {
  return (await fs.stat(place).catch(() => undefined))?.isFile() === true;
}

/** Undefined where there is no such file. */
export async function textOf(place: string): Promise<string | undefined> {
  return fs.readFile(place, 'utf8').catch(() => undefined);
}

async function executable(place: string): Promise<string | undefined> {
  const whole = IS_WINDOWS ? `${place}.exe` : place;
  if (!(await isFile(whole))) return undefined;
  const mayRun = await fs.access(whole, fs.constants.X_OK).then(
    () => true,
    () => false,
  );
  return mayRun ? whole : undefined;
}
