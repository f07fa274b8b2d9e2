import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonSurvey } from '../../../../src/testing/survey/python.ts';
import { surveyedIn, type Surveyed } from '../../../../src/testing/survey/surveyed.ts';

const MODULE = `
from __future__ import annotations
import enum
import typing
from pkg import graphs
from pkg.shapes import Size

if typing.TYPE_CHECKING:
    from pkg.shapes import Shape

TABLE = {'north': 1, 'south': 2}


class Level(enum.Enum):
    LOW = 1
    HIGH = 2


class Ring:
    """
    >>> ring = Ring([1, 2])
    """

    def __init__(self, items, name: str = 'x'):
        self.items = list(items)
        self.name = name

    def push(self, item):
        self.items.append(item)

    def size(self):
        return len(self.items)


def area(shape: Shape, sizes: typing.List[Size]) -> int:
    return shape.width


def level(of: Level | None) -> int:
    return 0


def turned(direction):
    return TABLE[direction]


def joined(graph):
    return graph.edges() + graph.nodes()


def inner(words):
    return len(words)


def outer(text: str):
    """
    >>> outer('a long text')
    3
    """
    return inner(text.split())
`;
const FILES: Readonly<Record<string, string>> = {
  '__init__.py': '',
  'm.py': MODULE,
  'shapes.py': `
import dataclasses


@dataclasses.dataclass
class Size:
    width: int


class Shape:
    def __init__(self, kind: str, width: int):
        if kind != 'box':
            raise ValueError(kind)
        self.width = width
`,
  'graphs.py': `
class Graph:
    def edges(self):
        return []

    def nodes(self):
        return []
`,
};

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-survey-'));
  fs.mkdirSync(path.join(folder, 'pkg'));
  for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, 'pkg', name), text);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function surveyed(name: string, owner?: string, isContained = true): Surveyed {
  const output = path.join(folder, 'out.json');
  const program = pythonSurvey({ module: 'pkg.m', name, owner, object: 'ring', output, isContained });
  execFileSync('python3', ['-c', `${program}\nsurvey()`], { cwd: folder, stdio: 'pipe' });
  return surveyedIn(fs.readFileSync(output, 'utf8'));
}

// Python is started for each.
describe('a survey of Python finds', { timeout: 60_000 }, () => {
  it('objects of annotated classes, which the module may import for the type checker only', () => {
    const { values, imports } = surveyed('area');
    expect(values['shape']).toContain("Shape('box', 2)");
    expect(values['sizes']?.[0]).toMatch(/^\[Size\(2\)/);
    expect(imports['Shape']).toBe('from pkg.shapes import Shape');
    expect(imports['Size']).toBeUndefined(); // the module has it
  });

  it('members of an enumeration', () => {
    expect(surveyed('level').values['of']).toEqual(expect.arrayContaining(['Level.LOW', 'Level.HIGH', 'None']));
  });

  it('keys of a table', () => {
    expect(surveyed('turned').values['direction']).toEqual(["'north'", "'south'"]);
  });

  it('objects of classes that can do what the body asks for', () => {
    const { values, imports } = surveyed('joined');
    expect(values['graph']).toEqual(['Graph()']);
    expect(imports['Graph']).toBe('from pkg.graphs import Graph');
  });

  it('what is given while examples run, where nothing can be harmed', () => {
    expect(surveyed('inner').calls).toContain("inner(['a', 'long', 'text'])");
    expect(surveyed('inner', undefined, false).calls).toEqual([]);
  });

  it('objects that a method is called on: as documented, as constructed, and changed by other methods', () => {
    const { objects } = surveyed('size', 'Ring');
    expect(objects[0]).toEqual(['ring = Ring([1, 2])']);
    expect(objects.some((way) => way.length === 2 && /^ring\.push\(/.test(way[1] ?? ''))).toBe(true);
  });
});
