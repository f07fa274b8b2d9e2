/** Part of the program in python.ts: objects that functions of the package make, and what its code gives to names. */
export const MAKERS = String.raw`
FUNCTIONS = []
# What code and documentation give to parameters: name to expressions.
PASSED = {}
# What a function that makes something is called, before or behind what it makes.
MAKING = re.compile(r'^(?:parse|build|make|create|new|load|loads|compile|tokenize|read|get|to|as)_?|_?(?:from_\w+|of_\w+|factory)$')
MAKING_METHOD = re.compile(r'^(?:parse|build|make|create|new|loads?|from|of|compile)(?:_|$)')


def functions():
    """Functions of the package that tests can name, the module's own first."""
    if not FUNCTIONS:
        package = MODULE.__name__.split('.')[0]
        modules = [MODULE] + [one for name, one in sorted(sys.modules.items()) if name.split('.')[0] == package and one is not MODULE]
        seen = set()
        for module in modules[:150]:
            for name, one in list(vars(module).items()) if inspect.ismodule(module) else ():
                if not inspect.isfunction(one) or one in seen or one.__module__.split('.')[0] != package or name != one.__name__:
                    continue
                seen.add(one)
                if name != NAME and not name.startswith('_') and not inspect.iscoroutinefunction(one) and importing(one) is not None:
                    FUNCTIONS.append(one)
    return FUNCTIONS


def gives(function, cls):
    """Whether it says that it gives objects of a class."""
    hint = getattr(function, '__annotations__', {}).get('return')
    if isinstance(hint, str):
        plain_hint = re.sub(r'''^['"\s]*(?:(?:typing\.|t\.)?Optional\[)?['"]?''', '', hint)
        return re.split(r'\W', plain_hint.rsplit('.', 1)[-1] if re.match(r'^[\w.]+$', plain_hint) else plain_hint)[0] == cls.__name__
    return hint is not None and (hint is cls or typing.get_origin(hint) is cls)


def made_by(cls, depth):
    """Objects of a class that its own methods, and functions of the package, make."""
    if not LOCAL_FORGE['isContained'] or depth > 1:
        return []
    is_one = lambda one: isinstance(one, cls)
    found = []
    for name, one in sorted(vars(cls).items()):
        if isinstance(one, (classmethod, staticmethod)) and not name.startswith('_') and name != NAME:
            function = getattr(cls, name)
            says = gives(function, cls) or str(getattr(function, '__annotations__', {}).get('return', '')).strip('\'"').rsplit('.', 1)[-1] == 'Self'
            if says or ('return' not in getattr(function, '__annotations__', {}) and MAKING_METHOD.match(name)):
                found.append(working(function, '%s.%s' % (cls.__name__, name), depth, importing(cls), is_one))
    for one in functions():
        if gives(one, cls):
            found.append(working(one, one.__name__, depth, importing(one), is_one))
        if len(found) > 5:
            break
    return mixed(found)


def working(function, name, depth, statement, check):
    """Calls of a function that give something of use."""
    if time.process_time() > UNTIL:
        return []
    found = []
    for value in calls_of(function, name, depth)[: MOST_TRIES // 2]:
        value = Value(value.code, value.imports + (statement,))
        if works(value, check):
            found.append(value)
        if len(found) == 3:
            break
    return found


def by_name(name, attributes):
    """What a class of this name is of, and what functions make that are named after it."""
    if not LOCAL_FORGE['isContained']:
        return []
    plain_name = name.strip('_').lower()
    if len(plain_name) < 3:
        return []
    has = lambda made: made is not None and all(hasattr(made, one) for one in attributes)
    found = []
    for one in classes():
        if one.__name__.lower() == plain_name.replace('_', '') and not issubclass(one, BaseException) and importing(one) is not None:
            found.append([value for value in constructed(one, 1) if works(value, has)][:4])
    for one in functions():
        said = one.__name__.lower()
        if said == plain_name or MAKING.sub('', said) == plain_name:
            found.append(working(one, one.__name__, 1, importing(one), has))
        if len(found) > 3 or time.process_time() > UNTIL:
            break
    return mixed(found, 6)


def keys_read(node, name):
    """Texts that a body looks up in a variable."""
    found = []
    for one in ast.walk(node):
        key = None
        if isinstance(one, ast.Subscript) and is_name(one.value, name):
            key = getattr(one.slice, 'value', None)
            key = getattr(key, 'value', key)
        elif isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == 'get' and is_name(one.func.value, name) and one.args:
            key = getattr(one.args[0], 'value', None)
        if isinstance(key, str) and key not in found:
            found.append(key)
    return found


def by_keys(node, name):
    """Records with the keys that a body looks up, from functions that write such records down, those first that are called like the subject."""
    keys = keys_read(node, name)
    if len(keys) < 2 or not LOCAL_FORGE['isContained']:
        return []
    fitting = []
    for one in functions():
        words = set(text for text in one.__code__.co_consts if isinstance(text, str))
        words.update(text for row in one.__code__.co_consts if isinstance(row, tuple) for text in row if isinstance(text, str))
        if words.issuperset(keys):
            fitting.append(one)
    has = lambda made: isinstance(made, dict) and all(key in made for key in keys)
    fitting.sort(key=lambda one: one.__name__.strip('_') not in NAME)
    each = [working(one, one.__name__, 1, importing(one), has) for one in fitting[:4]]
    return mixed([nested(fitting[0], each, has), *each], 8) if fitting else []


def nested(function, each, check):
    """Calls of a function that makes records, with a list of records for each of its parameters in turn."""
    inner = [one[0] for one in each[1:] + each[:1] if one]
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (ValueError, TypeError):
        return []
    usual = [(of_parameter(one, 1) or plain(['None']))[0] for one in parameters if one.kind == one.POSITIONAL_OR_KEYWORD and one.default is one.empty]
    found = []
    for index in range(len(usual)):
        for record in inner[:2]:
            value = joined(function.__name__ + '(%s)', [*usual[:index], joined('[%s]', [record]), *usual[index + 1 :]])
            value = Value(value.code, value.imports + (importing(function),))
            if works(value, check):
                found.append(value)
    # The last parameters hold what is in it, more often than the first.
    return found[::-1]


def passed():
    """What code gives to parameters by their names, as a default or in a call: name to texts, those first that code gives most."""
    counts = collections.Counter()
    for text in sources():
        for name, code in re.findall(r'''[(,]\s*(\w+)\s*(?::[^=,()\n]+)?=\s*(b?"[^"\\\n]{1,60}"|b?'[^'\\\n]{1,60}')\s*(?=[,)])''', text):
            try:
                counts[name, repr(ast.literal_eval(code))] += 1
            except (SyntaxError, ValueError):
                continue
    found = {}
    for (name, code), _ in counts.most_common():
        codes = found.setdefault(name, [])
        if len(codes) < 4:
            codes.append(code)
    return found


def said_of(name, node, holder):
    """Literals that documentation has where it speaks of a parameter."""
    text = '\n'.join(ast.get_docstring(one) or '' for one in (node, holder) if one is not None)
    text = re.sub(r'^[ \t]*(?:>>>|\.\.\.) .*$', '', text, flags=re.M)
    about = r'(?:^|\n)[^\n]*(?:\x60|\*|:param (?:\w+ )?|^|\n\s*)%s(?:\x60|\*|:|\s*\(|\s*:)[^\n]*(?:\n(?![^\n]*:param|\s*\n)[^\n]*){0,3}' % re.escape(name)
    found = []
    for part in re.findall(about, text):
        for code in re.findall(r'''(?<![\w'"])(b?'[^'\n\\]{1,40}'|b?"[^"\n\\]{1,40}")(?![\w'"])''', part):
            try:
                said = repr(ast.literal_eval(code))
            except (SyntaxError, ValueError):
                continue
            if said not in found:
                found.append(said)
    return plain(found[:4])
`;
