/** Part of programs in Python: writes values down; it notes in `NEEDED` what their text needs. */
export const LITERAL = String.raw`def literal(value, namespace, depth=0, seen=()):
    """Source text of an expression that equals the value: (text, shape), or None."""
    if value is None or value is True or value is False or value is Ellipsis:
        return (repr(value), 'primitive')
    kind = type(value)
    if kind is int:
        return (repr(value), 'primitive') if abs(value) < 10**200 else None
    if kind is float:
        if value != value:
            return None
        return ("float('%s')" % value if value in (float('inf'), float('-inf')) else repr(value), 'primitive')
    if kind in (str, bytes):
        return (repr(value), 'primitive') if len(value) <= 400 else None
    if kind is complex:
        return (repr(value), 'primitive')
    if depth > 6 or id(value) in seen:
        return None
    inner = seen + (id(value),)
    each = lambda one: literal(one, namespace, depth + 1, inner)
    if isinstance(value, (list, tuple, set, frozenset)):
        if len(value) > 60:
            return None
        items = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else list(value)
        parts = [each(one) for one in items]
        if any(part is None for part in parts):
            return None
        text = ', '.join(part[0] for part in parts)
        if isinstance(value, tuple):
            # A named tuple equals the tuple of its items.
            return ('(' + text + (',)' if len(parts) == 1 else ')'), 'equal')
        if isinstance(value, list):
            return ('[' + text + ']', 'equal') if value == list(value) else None
        if isinstance(value, frozenset):
            return ('frozenset({' + text + '})' if parts else 'frozenset()', 'equal')
        return ('{' + text + '}' if parts else 'set()', 'equal')
    if isinstance(value, dict):
        if len(value) > 60:
            return None
        pairs = [(each(key), each(item)) for key, item in value.items()]
        if any(key is None or item is None for key, item in pairs):
            return None
        text = '{' + ', '.join(key[0] + ': ' + item[0] for key, item in pairs) + '}'
        try:
            return (text, 'equal') if value == dict(value) else None
        except Exception:
            return None
    if isinstance(value, (bytearray, range)):
        return (repr(value), 'equal')
    # What writes itself as an expression that gives an equal value: data classes, dates, decimals, enums by name.
    try:
        text = repr(value)
        if len(text) > 400 or '<' in text:
            return None
        for names, needed in (
            ({}, None),
            ({kind.__name__: kind}, (kind.__module__, kind.__name__)),
            ({kind.__module__.split('.')[0]: importlib.import_module(kind.__module__.split('.')[0])}, (kind.__module__.split('.')[0], None)),
        ):
            try:
                again = eval(text, {**namespace, **names})
            except BaseException:
                continue
            if type(again) is kind and again == value:
                if needed:
                    NEEDED.add(needed)
                return (text, 'equal')
    except BaseException:
        pass
    return None`;
