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
from pkg import graphs, nodes
from pkg.shapes import Size

if typing.TYPE_CHECKING:
    from pkg.shapes import Shape
    from pkg.nodes import Bag

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


def read(words):
    return words[0]


def visit_pair(node, other):
    return node['left'] + node['right']


def doubled(bag: bytes):
    return bag * 2


def height(tree):
    return tree['height']


def shown(value, form):
    """
    :param form: one of 'long' and 'short'
    """
    return form + value


class Bar:
    def __init__(self, items, template='%(bar)s', label='', fill='#', width=3):
        self.template, self.label, self.items = template, label, list(items)
        self.fill, self.width, self.asked = fill, width, 0

    def line(self):
        self.asked += 1
        return self.template % {'bar': self.items, 'label': self.label}

    def put(self, *items):
        self.items.extend(items)


def spaced(bag: Bag) -> int:
    return bag.size


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
  'nodes.py': `
import re


class Bag:
    def __init__(self, parts):
        if not isinstance(parts, re.Match):
            raise TypeError(parts)
        self.size = len(parts[0])

    @classmethod
    def of(cls, text: str) -> 'Bag':
        return cls(re.match('.*', text))


def open_bag(size: int) -> Bag:
    return Bag.of('a' * size)


def pair(left, right):
    return {'kind': 'pair', 'left': left, 'right': right}


def build_tree(depth: int):
    return {'height': depth}


def bar(items, template='[%(bar)s] %(label)s'):
    return items
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
  fs.writeFileSync(
    path.join(folder, 'README.md'),
    "Text\n\n```python\nfrom pkg import m\nm.read(['a', 'readme'])\n```\n",
  );
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

  it('objects that methods of a class and functions make', () => {
    const { values, imports } = surveyed('spaced');
    expect(values['bag']).toEqual(expect.arrayContaining([expect.stringMatching(/^Bag\.of\(/), 'open_bag(2)']));
    expect(imports['open_bag']).toBe('from pkg.nodes import open_bag');
    expect(surveyed('spaced', undefined, false).values['bag']).not.toContain('open_bag(2)');
  });

  it('records that functions make with the keys that are looked up, and what functions make that are called so', () => {
    expect(surveyed('visit_pair').values['node']?.some((one) => /^pair\(/.test(one))).toBe(true);
    expect(surveyed('height').values['tree']).toContain('build_tree(2)');
    expect(surveyed('doubled').values['bag']).toBeUndefined();
  });

  it('texts that documentation names', () => {
    expect(surveyed('shown').values['form']).toEqual(["'long'", "'short'"]);
    expect(surveyed('shown').values['value']).toBeUndefined();
  });

  it('what the examples beside the package give', () => {
    expect(surveyed('read').calls).toEqual(["read(['a', 'readme'])"]);
  });

  it('objects with options that the subject asks for, as code gives them, and after a call of the subject itself', () => {
    const ways = surveyed('line', 'Bar').objects.map((way) => way.join('; '));
    expect(ways.some((way) => /template='\[%\(bar\)s\] %\(label\)s', label='a b'\)$/.test(way))).toBe(true);
    expect(ways.some((way) => /fill=.*label=|label=.*fill=/.test(way))).toBe(false);
    expect(ways).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/; ring\.put\(1, 2\)$/),
        expect.stringMatching(/; ring\.line\(\)$/),
      ]),
    );
  });
});
