/** Part of the program in python.ts: expressions that give objects of classes, and what documentation gives to names. */
export const OBJECTS = String.raw`
MADE = {}
# The words in the code of the subject.
BODY = set()
# Short strings and bytes in the code of the class that is being made.
CONSTANTS = []


def constants(cls):
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls.__init__)))
    except (OSError, TypeError, SyntaxError):
        return []
    found = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, (str, bytes))]
    return list(dict.fromkeys(one for one in found if 0 < len(one) < 16 and len(one.split()) == 1))[:6]


def constructed(cls, depth=0):
    """Expressions that give an object of a class, those of the documentation first."""
    if cls in MADE:
        return MADE[cls]
    MADE[cls] = []
    statement = importing(cls)
    if statement is None or time.process_time() > UNTIL:
        return []
    if issubclass(cls, enum.Enum):
        MADE[cls] = [Value('%s.%s' % (cls.__name__, one.name), [statement]) for one in list(cls)[:5]]
        return MADE[cls]
    if inspect.isabstract(cls) or getattr(cls, '_is_protocol', False):
        kinds = [one for one in classes() if one is not cls and issubclass(one, cls) and not inspect.isabstract(one)] if not getattr(cls, '_is_protocol', False) else []
        MADE[cls] = mixed([constructed(one, depth) for one in kinds[:4]])
        return MADE[cls]
    is_one = lambda one: isinstance(one, cls)
    told = [one for one in (Value(code, [statement]) for code in told_calls(cls)) if works(one, is_one)]
    found = told[:5]
    before = CONSTANTS[:]
    CONSTANTS[:] = constants(cls)
    codes = calls_of(cls, cls.__name__, depth)
    CONSTANTS[:] = before
    for code in codes:
        value = Value(code.code, code.imports + (statement,))
        if len(found) < MOST_OBJECTS and value.code not in [one.code for one in found] and works(value, is_one):
            found.append(value)
    if not found:
        kinds = [one for one in cls.__subclasses__() if one.__module__.split('.')[0] == cls.__module__.split('.')[0]]
        found = mixed([constructed(one, depth) for one in kinds[:3]])
    found = mixed([found, made_by(cls, depth)], MOST_OBJECTS)
    own = [name for name, one in vars(MODULE).items() if type(one) is cls and name in PLAIN]
    MADE[cls] = (found + plain(own[:2]))[: MOST_OBJECTS]
    return MADE[cls]


def calls_of(function, name, depth, is_method=False):
    """Calls with the usual values, then with one other value each, then with others by chance."""
    try:
        parameters = list(inspect.signature(function).parameters.values())[1 if is_method else 0 :]
    except (ValueError, TypeError):
        return plain([name + '()'])
    required, optional, rest = [], [], []
    for one in parameters:
        if one.kind == one.VAR_POSITIONAL:
            rest = (of_hint(one.annotation, depth + 1) or plain(['1', '2']))[:2]
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD):
            continue
        (required if one.default is one.empty else optional).append(one)
    shown = lambda one, value: Value(('%s=' % one.name if one.kind == one.KEYWORD_ONLY or one in optional else '') + value.code, value.imports)
    each = [[shown(one, value) for value in of_parameter(one, depth + 1)] or plain(['None']) for one in required]
    usual = [one[0] for one in each]
    made = [joined(name + '(%s)', usual)]
    for row in itertools.zip_longest(*(one[1:] for one in each)):
        for index, value in enumerate(row):
            if value is not None:
                made.append(joined(name + '(%s)', usual[:index] + [value] + usual[index + 1 :]))
    others = [[shown(one, value) for value in of_parameter(one, depth + 1) if value.code != repr(one.default)][:2] for one in optional]
    extra = [joined(name + '(%s)', usual + [value]) for row in itertools.zip_longest(*others) for value in row if value is not None]
    if rest:
        extra.insert(0, joined(name + '(%s)', usual + rest))
    by_lot = random.Random(1)
    meant = [values for one, values in zip(optional, others) if values and one.name in BODY]
    if len(meant) > 1:
        # What the subject asks for works together: all of it, then some by chance.
        several = [joined(name + '(%s)', usual + [one[0] for one in meant])]
        several += [joined(name + '(%s)', usual + [by_lot.choice(one) for one in meant if by_lot.random() < 0.5]) for _ in range(MOST_TRIES // 2)]
        extra = [one for row in itertools.zip_longest(extra, several) for one in row if one is not None]
    drawn = [joined(name + '(%s)', [by_lot.choice(one) for one in each]) for _ in range(2 * MOST_TRIES)] if len(each) > 1 else []
    return made[:1] + extra[:MOST_TRIES] + made[1:MOST_TRIES] + drawn


def of_parameter(one, depth):
    """Values that a parameter of some function may have."""
    found = of_hint(one.annotation, depth)
    if one.annotation in (one.empty, str, 'str') or not found:
        given = [value for value in plain(PASSED.get(one.name, [])) if value.code != repr(one.default)]
        found = given[:2] + found if given else found
    if found:
        return found
    told = [value for value in (Value(code) for code in TOLD.get(one.name, [])) if works(value)][:3]
    if one.default is not one.empty and one.default is not None:
        told += plain(SIMPLE.get(type(one.default), []))
    if told:
        return told
    for pattern, codes in BY_NAME:
        if re.search(pattern, one.name):
            return plain(codes)
    return plain(['[1, 2]', "'a'", '1', "[('a', 1)]"])


def sources():
    """Texts of the package: the module's own, then those beside it."""
    own = pathlib.Path(MODULE.__file__)
    size = 0
    for file in [own] + sorted(own.parent.glob('*.py')) + sorted(own.parent.parent.glob('*.py')):
        try:
            text = file.read_text('utf-8')
        except (OSError, UnicodeError):
            continue
        size += len(text)
        if size > 2_000_000:
            return
        yield text


def told():
    """What documentation gives to variables: name to expressions."""
    found = {}
    for text in sources():
        for name, code in re.findall(r'^[ \t]*>>> (\w+) = (.+)$', text, re.M):
            codes = found.setdefault(name, [])
            if len(codes) >= 12:
                continue
            try:
                code = code[: ast.parse(code, mode='eval').body.end_col_offset] if code.isascii() else code
            except SyntaxError:
                continue
            if code not in codes and len(codes) < 12 and len(code) < 120:
                codes.append(code)
    return found


def told_calls(cls):
    """Calls of a class in documentation and code."""
    name = cls.__name__
    try:
        texts = [inspect.getsource(sys.modules[cls.__module__])]
    except (OSError, TypeError, KeyError):
        texts = []
    found = []
    for text in texts + [SOURCE]:
        for match in itertools.islice(re.finditer(r'>>> .*?((?<![\w.])%s\()' % name, text), 40):
            start = match.start(1)
            line = text[start : text.find('\n', start)]
            for end in [at for at, one in enumerate(line) if one == ')']:
                try:
                    ast.parse(line[: end + 1], mode='eval')
                except SyntaxError:
                    continue
                if line[: end + 1] not in found:
                    found.append(line[: end + 1])
                break
    return sorted(found[:12], key=len)[:8]
`;
