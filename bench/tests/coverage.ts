import type { LanguageId } from '../fix/code.ts';

/** Lines of a file, counted from 1, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** How much of some lines was run, in the finest unit that the platform's tool has of them. */
export interface Covered {
  /** `blocks` are Go's: stretches of statements that are run together. `statements` where the tool knows of no branch. */
  readonly unit: 'branches' | 'blocks' | 'statements';
  readonly covered: number;
  readonly total: number;
}

/** Reads a report of the platform's tool for one file, which ends in `name`, its path in the package. */
export const coveredOf = (languageId: LanguageId, report: string, name: string, lines: Lines): Covered | undefined =>
  READERS[languageId](report, name, lines);

const READERS: Record<LanguageId, (report: string, name: string, lines: Lines) => Covered | undefined> = {
  typescript: istanbul,
  python: coveragePy,
  go: coverProfile,
};

const within = (line: number, { first, last }: Lines): boolean => line >= first && line <= last;

function counted(unit: Covered['unit'], hit: readonly boolean[]): Covered {
  return { unit, covered: hit.filter(Boolean).length, total: hit.length };
}

interface Located {
  readonly start: { readonly line: number };
  readonly end: { readonly line?: number | null };
}

/** The part of istanbul's format that is read. */
interface IstanbulFile {
  readonly branchMap: Readonly<Record<string, { readonly loc: Located }>>;
  readonly b: Readonly<Record<string, readonly number[]>>;
  readonly statementMap: Readonly<Record<string, Located>>;
  readonly s: Readonly<Record<string, number>>;
}

function istanbul(report: string, name: string, lines: Lines): Covered | undefined {
  const files = JSON.parse(report) as Readonly<Record<string, IstanbulFile>>;
  const file = Object.entries(files).find(([place]) => isAt(place, name))?.[1];
  if (!file) return undefined;
  const branches = Object.entries(file.branchMap)
    .filter(([, { loc }]) => within(loc.start.line, lines))
    .flatMap(([id]) => file.b[id] ?? []);
  if (branches.length > 0)
    return counted(
      'branches',
      branches.map((count) => count > 0),
    );
  const statements = Object.entries(file.statementMap).filter(([, { start }]) => within(start.line, lines));
  return counted(
    'statements',
    statements.map(([id]) => (file.s[id] ?? 0) > 0),
  );
}

/** The part of coverage.py's JSON report that is read; a branch is the line that it leaves and the one that it goes to. */
interface CoveragePyFile {
  readonly executed_branches: readonly (readonly [number, number])[];
  readonly missing_branches: readonly (readonly [number, number])[];
  readonly executed_lines: readonly number[];
  readonly missing_lines: readonly number[];
}

function coveragePy(report: string, name: string, lines: Lines): Covered | undefined {
  const { files } = JSON.parse(report) as { readonly files: Readonly<Record<string, CoveragePyFile>> };
  const file = Object.entries(files).find(([place]) => isAt(place, name))?.[1];
  if (!file) return undefined;
  const branches = [
    ...file.executed_branches.filter(([from]) => within(from, lines)).map(() => true),
    ...file.missing_branches.filter(([from]) => within(from, lines)).map(() => false),
  ];
  if (branches.length > 0) return counted('branches', branches);
  return counted('statements', [
    ...file.executed_lines.filter((line) => within(line, lines)).map(() => true),
    ...file.missing_lines.filter((line) => within(line, lines)).map(() => false),
  ]);
}

/** `<module>/<file>:<line>.<column>,<line>.<column> <statements> <count>` */
const BLOCK = /^(.+):(\d+)\.\d+,(\d+)\.\d+ \d+ (\d+)$/;

function coverProfile(report: string, name: string, lines: Lines): Covered | undefined {
  const blocks = report.split('\n').flatMap((line) => {
    const [, place = '', first, last, count] = BLOCK.exec(line) ?? [];
    const isMine = isAt(place, name) && within(Number(first), lines) && within(Number(last), lines);
    return isMine ? [Number(count) > 0] : [];
  });
  return blocks.length > 0 ? counted('blocks', blocks) : undefined;
}

const isAt = (place: string, name: string): boolean =>
  place.replaceAll('\\', '/') === name || place.replaceAll('\\', '/').endsWith(`/${name}`);
