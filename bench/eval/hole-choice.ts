import type { SyntaxTrees } from '../../src/workspace/syntax/syntax.ts';
import type { CodeFile } from './code-files.ts';
import { holesOf, POINTS, type Hole } from './holes.ts';
import { shuffled } from './order.ts';

/** Holes per language and typing point; with three languages and nine points 216 holes. */
const PER_POINT = 8;
/** Holes lie at least so many lines apart, so that no two ask nearly the same. */
const LINES_APART = 3;

export type Grammar = Pick<SyntaxTrees, 'countErrors' | 'kindAt'>;

/**
 * As many holes of every typing point as of every other, from all packages in turn; the same ones for the same seed, in a
 * shuffled order, so that any number of the first ones is a fair sample.
 */
export async function chosenHoles(files: readonly CodeFile[], grammar: Grammar, seed: string): Promise<Hole[]> {
  const chosen: Hole[] = [];
  const all = shuffled(files.flatMap(holesOf), ({ id, point }) => `${point} ${id}`, seed);
  const sound = new Map<string, boolean>();
  for (const languageId of [...new Set(files.map((file) => file.languageId))].sort()) {
    for (const point of POINTS) {
      const mine = all.filter((hole) => hole.file.languageId === languageId && hole.point === point);
      const queues = [...new Set(mine.map(({ file }) => file.source))]
        .sort()
        .map((source) => mine.filter(({ file }) => file.source === source));
      let taken = 0;
      for (let turn = 0; taken < PER_POINT && queues.some((queue) => queue.length > 0); turn++) {
        const hole = await nextFit(queues[turn % queues.length] ?? [], chosen, grammar, sound);
        if (hole === undefined) continue;
        chosen.push(hole);
        taken++;
      }
    }
  }
  return shuffled(chosen, ({ id }) => id, seed);
}

async function nextFit(
  queue: Hole[],
  chosen: readonly Hole[],
  grammar: Grammar,
  sound: Map<string, boolean>,
): Promise<Hole | undefined> {
  for (let hole = queue.shift(); hole !== undefined; hole = queue.shift()) {
    const { file, line, offset } = hole;
    const isNear = chosen.some((other) => other.file.name === file.name && Math.abs(other.line - line) < LINES_APART);
    if (isNear) continue;
    let isSound = sound.get(file.name);
    if (isSound === undefined) {
      // With errors of its own a file cannot tell whether an answer parses.
      isSound = (await grammar.countErrors(file.languageId, file.text)) === 0;
      sound.set(file.name, isSound);
    }
    if (isSound && (await grammar.kindAt(file.languageId, file.text, offset)) === 'code') return hole;
  }
  return undefined;
}
