/** Part of the program in python.ts: values of types, as expressions. */
export const VALUES = String.raw`
import ast, builtins, collections, collections.abc, datetime, contextlib, decimal, doctest, enum, fractions, importlib, inspect, io, itertools
import json, os, pathlib, random, re, signal, sys, textwrap, time, types, typing, unittest, uuid

MOST_VALUES = 8
MOST_OBJECTS = 16
MOST_TRIES = 24
DEEPEST = 3
# Of the processor, so that a busy machine does not find less; the run as a whole has a limit of its own.
UNTIL = time.process_time() + LOCAL_FORGE['seconds']
# Values of types that are not classes of the package.
SIMPLE = {
    bool: ['True', 'False'],
    int: ['2', '0', '-1'],
    float: ['1.5', '0.0', '-2.5'],
    complex: ['1j'],
    str: ["'a b'", "''", "'12'"],
    bytes: ["b'ab'", "b''"],
    bytearray: ["bytearray(b'ab')"],
    type(None): ['None'],
    object: ['1', "'a'"],
    type: ['int', 'str'],
    Exception: ["ValueError('a')"],
    BaseException: ["ValueError('a')"],
    slice: ['slice(0, 2)'],
    range: ['range(3)'],
    datetime.datetime: ['datetime.datetime(2020, 1, 2, 3, 4, 5)'],
    datetime.date: ['datetime.date(2020, 1, 2)'],
    datetime.time: ['datetime.time(3, 4, 5)'],
    datetime.timedelta: ['datetime.timedelta(seconds=5)', 'datetime.timedelta(days=-2)', 'datetime.timedelta(days=400)'],
    datetime.tzinfo: ['datetime.timezone.utc'],
    decimal.Decimal: ["decimal.Decimal('1.5')"],
    fractions.Fraction: ['fractions.Fraction(1, 2)'],
    pathlib.Path: ["pathlib.Path('a/b.txt')"],
    pathlib.PurePath: ["pathlib.PurePath('a/b.txt')"],
    os.PathLike: ["pathlib.PurePath('a/b.txt')"],
    uuid.UUID: ['uuid.UUID(int=1)'],
    re.Pattern: ["re.compile('a')"],
    types.SimpleNamespace: ['types.SimpleNamespace(a=1)'],
}
TEXTS = ["io.StringIO('a b\\nc\\n')", 'io.StringIO()']
BYTES = ["io.BytesIO(b'a b\\nc\\n')", 'io.BytesIO()']
STREAMS = {typing.IO: TEXTS + BYTES[:1], typing.TextIO: TEXTS, typing.BinaryIO: BYTES}
STREAMS.update({io.StringIO: TEXTS, io.BytesIO: BYTES, io.TextIOBase: TEXTS, io.TextIOWrapper: TEXTS, io.IOBase: TEXTS + BYTES})
MODULES = {one.__name__: one for one in (collections, datetime, decimal, fractions, io, pathlib, re, types, uuid)}
BY_NAME = (
    (r'(^|_)(n|num|count|size|len|length|index|idx|start|stop|end|step|width|height|limit|depth|times|x|y|i|j|k)$', ['2', '0']),
    (r'^(is|has|should|allow|use|strict|verbose|reverse|ignore|keep|show|warn)', ['True', 'False']),
    (r'(func|function|callback|predicate|key|fn|f)$', ['lambda *a: 1', 'len']),
    (r'(name|text|string|str|path|url|word|line|prefix|suffix|sep|pattern|message|label|title|s)$', ["'a b'", "'a'"]),
    (r'(options|dict|mapping|map|kwargs|config|d)$', ["{'a': 1}", '{}']),
    (r'(stream|file|fp|fileobj|output|out|fd)$', TEXTS),
)


class Surveyed(BaseException):
    pass


def alarm(*_):
    raise Surveyed()


class Names(dict):
    """Names as annotations use them: of the module, of what it imports for the type checker, of typing."""

    def __missing__(self, name):
        for found in (vars(MODULE), vars(builtins)):
            if name in found:
                return found[name]
        if name in HIDDEN:
            return HIDDEN[name]
        if name == 'types':
            return types
        if hasattr(typing, name):
            return getattr(typing, name)
        if hasattr(collections.abc, name):
            return getattr(collections.abc, name)
        found = next((one for one in classes() if one.__name__ == name), None)
        if found is None:
            raise KeyError(name)
        return found


def hidden(tree):
    """What is imported within blocks and functions: for the type checker only, or late."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname and alias.asname not in vars(MODULE) and alias.name in sys.modules:
                    found[alias.asname] = sys.modules[alias.name]
        if not isinstance(node, ast.ImportFrom):
            continue
        try:
            module = importlib.import_module('.' * node.level + (node.module or ''), MODULE.__package__)
        except BaseException:
            continue
        for alias in node.names:
            name = alias.asname or alias.name
            if name not in vars(MODULE) and hasattr(module, alias.name):
                found[name] = getattr(module, alias.name)
    return found


CLASSES = []


def classes():
    """Classes that code of the package may mean, the module's own first."""
    if not CLASSES:
        package = MODULE.__name__.split('.')[0]
        modules = [MODULE] + [one for one in vars(MODULE).values() if inspect.ismodule(one)]
        modules += [one for name, one in sorted(sys.modules.items()) if name.split('.')[0] == package and one]
        seen = set()
        for module in modules[:150]:
            if module.__name__.split('.')[0] != package:
                continue
            for one in list(vars(module).values()):
                if isinstance(one, type) and one not in seen and one.__module__.split('.')[0] == package:
                    seen.add(one)
                    CLASSES.append(one)
    return CLASSES


def importing(cls):
    """The statement that brings a class into a test, '' where the module has it itself; None where there is none."""
    name = cls.__name__
    if getattr(builtins, name, None) is cls:
        return ''
    if vars(MODULE).get(name) is cls:
        return '' if name in PLAIN else 'from %s import %s' % (MODULE.__name__, name)
    if name in vars(MODULE) or cls.__qualname__ != name:
        return None
    for place in (cls.__module__.split('.')[0], cls.__module__):
        if getattr(sys.modules.get(place), name, None) is cls:
            return 'from %s import %s' % (place, name)
    return None


class Value:
    def __init__(self, code, imports=()):
        self.code, self.imports = code, tuple(sorted(set(one for one in imports if one)))

    def made(self, extra=None):
        """What the code gives; raises what it raises."""
        space = {**vars(MODULE), **{name: one for name, one in MODULES.items() if name not in vars(MODULE)}, **(extra or {})}
        for statement in self.imports:
            exec(statement, space)
        return evaluated(self.code, space)


def limited(seconds):
    """Of the processor, so that a busy machine does not end what works; and what waits is ended, too."""
    if hasattr(signal, 'setitimer'):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, 5 * seconds)


def evaluated(code, space):
    limited(0.3)
    try:
        return eval(compile(code, '<value>', 'eval'), space)
    finally:
        limited(0)


def works(value, check=lambda one: True):
    try:
        return bool(check(value.made()))
    except BaseException:
        return False


def plain(codes):
    return [Value(code) for code in codes]


def mixed(lists, most=MOST_VALUES):
    """One of each list in turn."""
    found, seen = [], set()
    for row in itertools.zip_longest(*lists):
        for one in row:
            if one is not None and one.code not in seen:
                seen.add(one.code)
                found.append(one)
    return found[:most]


def joined(pattern, parts):
    return Value(pattern % ', '.join(one.code for one in parts), itertools.chain(*(one.imports for one in parts)))


def of_hint(hint, depth=0):
    """Values of a type, as annotations say it; [] for those that say nothing."""
    if isinstance(hint, typing.ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        try:
            hint = eval(hint, {}, Names())
        except BaseException:
            return []
    if hint is None:
        return plain(['None'])
    if depth > DEEPEST or hint is typing.Any or hint is inspect.Parameter.empty:
        return []
    if hasattr(hint, '__supertype__'):
        return of_hint(hint.__supertype__, depth)
    if hasattr(hint, '__value__'):
        return of_hint(hint.__value__, depth)
    if isinstance(hint, typing.TypeVar):
        if hint.__constraints__:
            return mixed([of_hint(one, depth) for one in hint.__constraints__])
        return of_hint(hint.__bound__, depth) if hint.__bound__ is not None else plain(['2', "'a'"])
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union or origin is getattr(types, 'UnionType', typing.Union):
        return mixed([of_hint(one, depth) for one in args])
    if hasattr(hint, '__metadata__') or origin in (typing.ClassVar, getattr(typing, 'Final', None)):
        return of_hint(args[0], depth) if args else []
    if origin is getattr(typing, 'Literal', ()):
        return plain([repr(one) for one in args][:MOST_VALUES])
    base = origin if isinstance(origin, type) else hint
    if base is type and args:
        of = args[0]
        return [Value(one.__name__, [importing(one)]) for one in [of] if isinstance(one, type) and importing(one) is not None]
    try:
        if base in STREAMS:
            return plain(STREAMS[base])
        if base in SIMPLE:
            known = [repr(one) for one in CONSTANTS if type(one) is base]
            return plain(["re.compile(b'a')"] if base is re.Pattern and args == (bytes,) else SIMPLE[base][:1] + known + SIMPLE[base][1:])
    except TypeError:
        return []
    if not isinstance(base, type):
        return []
    if base is collections.abc.Callable:
        given = of_hint(args[-1], depth + 1)[:3] if args else plain(['1', 'True', 'False'])
        return [joined('lambda *a: %s', [one]) for one in given]
    if base is tuple and args and args[-1] is not Ellipsis:
        each = [of_hint(one, depth + 1) for one in args]
        pattern = '(%s,)' if len(args) == 1 else '(%s)'
        return [joined(pattern, row) for row in rows(each)] if all(each) else []
    if base.__module__ in ('builtins', 'collections.abc', 'collections', 'typing'):
        return collection(base, args, depth)
    if hasattr(base, '__total__') and issubclass(base, dict):
        names = [Value(repr(name)) for name in base.__annotations__]
        each = [of_hint(one, depth + 1) or plain(['1']) for one in base.__annotations__.values()]
        return [joined('{%s}', [pair(key, value) for key, value in zip(names, row)]) for row in rows(each)]
    return constructed(base, depth)


def rows(each):
    """The usual one of each, then one at a time another."""
    found = [[one[0] for one in each]]
    for index, choices in enumerate(each):
        found += [found[0][:index] + [one] + found[0][index + 1 :] for one in choices[1:4]]
    return found


def pair(key, value):
    return Value(key.code + ': ' + value.code, key.imports + value.imports)


def collection(base, args, depth):
    item = (of_hint(args[0], depth + 1) if args else []) or ([] if args and isinstance(args[0], type) else plain(['1', '2', '3']))
    if not item:
        return []
    some = item[:3]
    if issubclass(base, collections.abc.Mapping):
        values = (of_hint(args[1], depth + 1) if len(args) > 1 else []) or plain(['1'])
        keys = item if args else plain(["'a'"])
        return [joined('{%s}', [pair(keys[0], values[0])]), Value('{}')]
    if issubclass(base, (set, frozenset, collections.abc.Set)):
        return [joined('frozenset([%s])' if base is frozenset else '{%s}', some), Value('frozenset()' if base is frozenset else 'set()')]
    if base is tuple:
        return [joined('(%s,)', some[:1]), joined('(%s,)', some), Value('()')]
    if issubclass(base, collections.abc.Iterator):
        return [joined('iter([%s])', some), Value('iter([])')]
    if base in (collections.deque, collections.Counter):
        return [joined('collections.' + base.__name__ + '([%s])', some)]
    if issubclass(list, base) or base is list:
        return [joined('[%s]', some), Value('[]'), joined('[%s]', item[:1]), joined('[%s]', [item[-1], item[0]])]
    return []
`;
