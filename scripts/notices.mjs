// The licences of everything in the package that others wrote, as their authors ask.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap.mjs';

const RULE = '='.repeat(100);

/** The text of ThirdPartyNotices.txt for the packages to which `files` (relative to the root) belong. */
export function thirdPartyNotices(files) {
  const folders = new Set(files.map(packageOf).filter((folder) => folder !== undefined));
  const packages = [...folders]
    .map((folder) => ({ folder, ...JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8')) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const llama = fs.readFileSync(path.join(root, 'scripts', 'llama.cpp-notices.txt'), 'utf8');
  return [
    `Local Forge contains ${packages.length} packages by others, and llama.cpp, under these licences.\n`,
    ...packages.map((entry) => section(`${entry.name} ${entry.version} (${licenceOf(entry)})`, textOf(entry))),
    section('llama.cpp', llama),
  ].join('\n');
}

const section = (title, text) => `${RULE}\n${title}\n${RULE}\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;

/** `node_modules/a/node_modules/@b/c/d.js` → `node_modules/a/node_modules/@b/c`. */
const packageOf = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/** Older packages give an object, or a list of them. */
function licenceOf({ name, license, licenses }) {
  const given = [license ?? licenses].flat().map((entry) => entry?.type ?? entry);
  if (given.some((entry) => typeof entry !== 'string')) throw new Error(`${name} does not say what its licence is`);
  return given.join(' or ');
}

function textOf(entry) {
  const { folder, author } = entry;
  const files = fs.readdirSync(path.join(root, folder)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  if (files.length > 0)
    return files.map((name) => fs.readFileSync(path.join(root, folder, name), 'utf8').trim()).join('\n\n');
  if (licenceOf(entry) !== 'MIT') throw new Error(`${entry.name} holds no text of its licence`);
  const by = author?.name ?? author;
  return `The package holds no copy of its licence. ${by ? `Author: ${by}. ` : ''}This is its text.\n\n${mitText()}`;
}

/** The permission and the disclaimer, from a package that has them. */
function mitText() {
  const text = fs.readFileSync(path.join(root, 'node_modules', 'node-llama-cpp', 'LICENSE'), 'utf8');
  return text.slice(text.indexOf('Permission is hereby granted'));
}
