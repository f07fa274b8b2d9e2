import type { Engine } from '../../engine/types.ts';
import type { Elsewhere, Piece } from './types.ts';

/**
 * As tokens, the best pieces that fit in `room` tokens, in the format that the model was trained on: the repository's name, path
 * and text of each file, and at last the document's own path, behind which its prompt goes on. They stand in order of path
 * and place, so that the text stays the same whichever of them is best. Nothing where no piece fits, or for a model without such
 * a format.
 */
export async function laidOut(
  engine: Engine,
  { repository, path, pieces }: Elsewhere,
  room: number,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const markers = engine.model.fim?.repository;
  if (markers === undefined) return [];
  const paths = [...new Set(pieces.map((piece) => piece.path))].sort();
  const lines = [repository, path, ...paths, ...pieces.map(({ text }) => text)].map((text) => `${text}\n`);
  const tokens = await engine.tokenize(lines, signal);
  const [name = EMPTY, own = EMPTY] = tokens;
  const head = (of: string) => [markers.file, ...(tokens[2 + paths.indexOf(of)] ?? EMPTY)];
  const body = (piece: Piece) => [...(tokens[2 + paths.length + pieces.indexOf(piece)] ?? EMPTY)];

  const first = [markers.name, ...name];
  const last = [markers.file, ...own];
  let left = room - first.length - last.length;
  const chosen: Piece[] = [];
  for (const piece of pieces) {
    const isNew = chosen.every((other) => other.path !== piece.path);
    const cost = body(piece).length + (isNew ? head(piece.path).length : 0);
    if (cost > left) continue;
    left -= cost;
    chosen.push(piece);
  }
  if (chosen.length === 0) return [];
  const files = paths.flatMap((of) => {
    const mine = chosen.filter((piece) => piece.path === of).sort((a, b) => a.start - b.start);
    return mine.length === 0 ? [] : [...head(of), ...mine.flatMap(body)];
  });
  return [...first, ...files, ...last];
}

const EMPTY = new Int32Array();
