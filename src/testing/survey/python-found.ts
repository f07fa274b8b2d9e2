/** Part of the program in python.ts: values of parameters by what the body does with them, and by what examples give them. */
export const FOUND = String.raw`
def used(node, name):
    """Attributes of a variable that a body reads."""
    return sorted({one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == name})


def by_duck(attributes):
    """Objects of classes of the package that have all the attributes: where no class is named, it is what it can do that counts."""
    if not attributes or any(hasattr(kind, attributes[0]) and all(hasattr(kind, one) for one in attributes) for kind in (str, bytes, list, dict, set, int, tuple)):
        return []
    kinds = [one for one in classes() if all(hasattr(one, attribute) for attribute in attributes) and importing(one) is not None]
    kinds = [one for one in kinds if not inspect.isabstract(one) and not issubclass(one, BaseException) and not one.__name__.startswith('_')]
    found = []
    for kind in sorted(kinds, key=lambda one: len(one.__mro__))[:12]:
        made = constructed(kind, 1)
        if made:
            found.append(made)
        if len(found) == 3:
            break
    return mixed(found, 6)


def from_tables(node, name, owner):
    """Keys of the tables that a body looks a parameter up in, and what it asks whether it is among."""
    tables = []
    for one in ast.walk(node):
        if isinstance(one, ast.Subscript) and is_name(one.slice, name):
            tables.append(one.value)
        elif isinstance(one, ast.Compare) and is_name(one.left, name) and isinstance(one.ops[0], (ast.In, ast.NotIn)):
            tables.append(one.comparators[0])
        elif isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in ('get', 'pop', 'index') and one.args and is_name(one.args[0], name):
            tables.append(one.func.value)
    found = []
    for table in tables:
        space = {**vars(MODULE), **({'self': owner, 'cls': owner} if owner is not None else {})}
        try:
            value = evaluated(ast.unparse(table), space)
        except BaseException:
            continue
        if isinstance(value, (collections.abc.Mapping, set, frozenset, list, tuple)):
            keys = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else list(value)
            step = max(1, len(keys) // 8)
            for key in keys[::step][:8]:
                if isinstance(key, (str, bytes, int, float, type(None))) and repr(key) not in found:
                    found.append(repr(key))
    return plain(found)


def is_name(node, name):
    return isinstance(getattr(node, 'value', None) if type(node).__name__ == 'Index' else node, ast.Name) and (node if isinstance(node, ast.Name) else node.value).id == name


def state(value):
    try:
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, '__slots__', ()) if isinstance(name, str) and hasattr(value, name)]
        return repr(sorted(getattr(value, '__dict__', {}).items())) + repr([(name, getattr(value, name)) for name in slots]) + (repr(list(value)) if isinstance(value, collections.abc.Collection) else '')
    except BaseException:
        return ''


def changed(made, cls, name):
    """Objects after one method has changed them: statements."""
    found = []
    # The subject itself last: it may do something else when it is called again.
    for other, method in sorted(vars(cls).items(), key=lambda one: (one[0] == NAME, one[0])):
        if other.startswith('_') or not inspect.isfunction(method) or time.process_time() > UNTIL:
            continue
        for call in calls_of(method, '%s.%s' % (name, other), 1, True)[:4]:
            try:
                value = made.made()
                before = state(value)
                call.made({name: value})
                if state(value) != before:
                    found.append([*call.imports, *made.imports, '%s = %s' % (name, made.code), call.code])
                    break
            except BaseException:
                continue
    return found[:6]


def examples():
    """The examples in the documentation of the package, the module's own first, each with the module that it stands in."""
    package = MODULE.__name__.split('.')[0]
    modules = [MODULE] + [one for name, one in sorted(sys.modules.items()) if name.split('.')[0] == package and inspect.ismodule(one) and one is not MODULE]
    parser = doctest.DocTestParser()
    for module in modules:
        try:
            tree = TREE if module is MODULE else ast.parse(inspect.getsource(module))
        except (OSError, TypeError, SyntaxError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                text = ast.get_docstring(node) or ''
                if '>>>' in text:
                    try:
                        yield module, [one.source for one in parser.get_examples(text)]
                    except ValueError:
                        continue
    yield from written()


def written():
    """The examples in the texts that lie beside the package."""
    place = pathlib.Path(sys.modules[MODULE.__name__.split('.')[0]].__file__).parent.parent
    files = [file for folder in (place, place.parent / 'docs', place / 'docs') for file in sorted(folder.glob('*'))[:200]]
    if place.name in ('src', 'lib'):
        files = sorted(place.parent.glob('*'))[:200] + files
    for file in [file for file in files if re.search(r'\.(?:md|rst|txt)$', file.name, re.I) and (file.parent.name == 'docs' or re.match('readme', file.name, re.I))][:20]:
        try:
            text = file.read_text('utf-8')[:200_000]
            codes = [one.source for one in doctest.DocTestParser().get_examples(text)] if '>>>' in text else []
        except (OSError, UnicodeError, ValueError):
            continue
        yield MODULE, codes + [code for code in re.findall(r'^\x60{3,}(?:python3?|py)\b[^\n]*\n(.*?)^\x60{3,}', text, re.S | re.M | re.I) if '>>>' not in code]


def callers(nodes):
    """Functions of the module that call the subject."""
    for node in TREE.body:
        if isinstance(node, ast.FunctionDef) and node not in nodes and inspect.isfunction(getattr(MODULE, node.name, None)):
            for one in ast.walk(node):
                if isinstance(one, ast.Call) and getattr(one.func, 'attr', getattr(one.func, 'id', None)) == NAME:
                    yield node.name
                    break


def recorded(function, nodes, parameters):
    """What the subject is called with while examples run, and functions that call it: a list of names and values each."""
    found = []
    names = [one.name for one in parameters if one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]

    def watch(frame, event, _):
        if event != 'call' or frame.f_code is not function.__code__ or len(found) >= 24:
            return
        given = []
        for name in names:
            NEEDED.clear()
            said = literal(frame.f_locals.get(name), vars(MODULE)) if name not in ('self', 'cls') else None
            if said is not None and len(said[0]) < 300:
                given.append([name, Value(said[0], ['from %s import %s' % one for one in NEEDED if one[1]])])
        if given and [[name, one.code] for name, one in given] not in [[[name, one.code] for name, one in other] for other in found]:
            found.append(given)

    def ran(code, space):
        limited(0.5)
        sys.setprofile(watch)
        try:
            exec(code, space)
        except BaseException:
            pass
        finally:
            sys.setprofile(None)
            limited(0)

    def quiet(codes, space):
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for code in codes:
                ran(code, space)

    for name in callers(nodes):
        for value in calls_of(getattr(MODULE, name), name, 1)[:8]:
            quiet(['\n'.join([*value.imports, '_ = %s\nif hasattr(_, "__next__"): list(_)' % value.code])], dict(vars(MODULE)))
    until = time.process_time() + LOCAL_FORGE['seconds'] / 2
    for module, codes in examples():
        if time.process_time() > until or len(found) >= 24:
            break
        package = MODULE.__name__.split('.')[0]
        quiet(codes, {package: sys.modules[package], **vars(module)})
    return found


def texts(one, node, holder):
    """Texts that code and documentation give to a parameter that may be one."""
    if str(one.annotation) not in ('str', 'bytes') and one.annotation not in (str, bytes, one.empty):
        return []
    return mixed([plain(PASSED.get(one.name, [])), said_of(one.name, node, holder)], 6)


def survey():
    global MODULE, SOURCE, TREE, HIDDEN, PLAIN, TOLD, PASSED, NAME, UNTIL
    MODULE = importlib.import_module(LOCAL_FORGE['module'])
    if hasattr(signal, 'SIGALRM'):
        signal.signal(signal.SIGALRM, alarm)
        signal.signal(signal.SIGPROF, alarm)
    SOURCE = pathlib.Path(MODULE.__file__).read_text('utf-8')
    TREE = ast.parse(SOURCE)
    PLAIN = set()
    for node in TREE.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            PLAIN.add(node.name)
        elif isinstance(node, ast.Assign):
            PLAIN.update(one.id for one in node.targets if isinstance(one, ast.Name))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            PLAIN.update((one.asname or one.name).split('.')[0] for one in node.names)
    HIDDEN = hidden(TREE)
    TOLD = told()
    PASSED = passed()
    NAME = LOCAL_FORGE['name']
    UNTIL = time.process_time() + LOCAL_FORGE['seconds']
    owner = getattr(MODULE, LOCAL_FORGE['owner'] or '', None)
    function = vars(owner).get(NAME) if owner else getattr(MODULE, NAME, None)
    function = getattr(function, '__func__', function)
    function = inspect.unwrap(function)
    nodes = [one for one in ast.walk(TREE) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and one.name == NAME]
    if owner:
        holders = [one for one in ast.walk(TREE) if isinstance(one, ast.ClassDef) and one.name == LOCAL_FORGE['owner']]
        nodes = [one for one in nodes if any(one in holder.body for holder in holders)] or nodes
    for node in nodes:
        BODY.update(re.findall(r'\w+', ast.get_source_segment(SOURCE, node) or ''))
    result = {'values': {}, 'objects': [], 'imports': {}, 'calls': []}

    def noted(values):
        values = [value for value in values if works(value, lambda _: True)]
        for value in values:
            for statement in value.imports:
                result['imports'][statement.split()[-1]] = statement
        return [value.code for value in values]

    objects = constructed(owner) if owner else []
    instance = None
    for value in objects:
        try:
            instance = value.made()
            break
        except BaseException:
            continue
    for name, one in HIDDEN.items():
        if isinstance(one, type) and importing(one):
            result['imports'][name] = importing(one)
    parameters = list(inspect.signature(function).parameters.values()) if function else []
    calls = recorded(function, nodes, parameters) if function and LOCAL_FORGE['isContained'] else []
    wanted = [one for one in parameters if one.name not in ('self', 'cls') and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]
    for given in calls:
        # A call with all that it was made with.
        if len(given) == len(wanted):
            shown = ['%s=%s' % (name, value.code) if one.kind == one.KEYWORD_ONLY else value.code for one, (name, value) in zip(wanted, given)]
            noted([value for _, value in given])
            result['calls'].append('%s(%s)' % (NAME, ', '.join(shown)))
    for one in parameters:
        if one.name in ('self', 'cls') or one.kind == one.VAR_KEYWORD or not nodes:
            continue
        values = []
        annotation = one.annotation
        is_simple = str(annotation) in ('int', 'str', 'float', 'bool', 'bytes') or annotation in SIMPLE
        if not is_simple:
            values += of_hint(annotation)
        values = mixed([from_tables(nodes[-1], one.name, instance or owner), values])
        attributes = used(nodes[-1], one.name)
        if not values:
            codes = [Value(code) for code in TOLD.get(one.name, [])]
            has = lambda made: all(hasattr(made, attribute) for attribute in attributes)
            # What documentation shows is taken for what it is; of a call on a file or the clock nobody knows.
            good = [value for value in codes if works(value, has)][:5]
            # Another kind of thing may be what is refused.
            others = [value for value in codes if value.code not in [one.code for one in good] and works(value)][:2]
            values = mixed([good, by_keys(nodes[-1], one.name), [] if is_simple else by_name(one.name, attributes), by_duck(attributes)]) + (others if good else [])
        seen = [value for given in calls for name, value in given if name == one.name]
        holder = holders[0] if owner and holders else None
        values = mixed([seen, values, texts(one, nodes[-1], holder)], 10)
        if values:
            result['values'][one.name] = noted(values)
    if owner:
        name = LOCAL_FORGE['object']
        noted(objects)
        ways = [[*value.imports, '%s = %s' % (name, value.code)] for value in objects]
        if LOCAL_FORGE['isContained']:
            richest = sorted([one for one in objects[2:] if one.code.startswith(owner.__name__)], key=lambda one: -one.code.count('='))[:1]
            ways += [way for value in objects[:2] + richest for way in changed(value, owner, name)]
        result['objects'] = ways
    with open(LOCAL_FORGE['output'], 'w', encoding='utf-8') as file:
        json.dump(result, file)


class TestLocalForgeSurvey(unittest.TestCase):
    def test_survey(self):
        survey()
`;
