"""Runs modules from stdin: without a mutant, then with each, and with each typed into the text; says what every call gave, and what was reached."""

import asyncio
import builtins
import inspect
import json
import signal
import sys
import types


Endless = type("LocalForgeEndless", (BaseException,), {})


def interrupt(*_):
    raise Endless("more than 5000 steps")


signal.signal(signal.SIGALRM, interrupt)


def state(mutant, limit):
    return types.SimpleNamespace(mutant=mutant, hits=set(), reached=set(), steps=0, limit=limit)


def load(text):
    module = {"__name__": "subject"}
    exec(compile(text, "subject.py", "exec", dont_inherit=True), module)
    return module


def call(module, expression, mutant=0, seconds=0):
    builtins.__local_forge__ = state(mutant, 5000)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        value = eval(expression, module)
        if inspect.isgenerator(value):
            value = list(value)
        if inspect.iscoroutine(value):
            value = asyncio.run(value)
        given = repr(value)
    except BaseException as error:
        given = "%s: %s" % (type(error).__name__, error)
    signal.setitimer(signal.ITIMER_REAL, 0)
    used = builtins.__local_forge__
    return {"given": given, "hits": sorted(used.hits), "reached": sorted(used.reached)}


def run(task):
    before, after = load(task["text"]), load(task["copy"])
    return {
        "before": [call(before, one) for one in task["calls"]],
        "after": [call(after, one) for one in task["calls"]],
        "mutants": [
            [call(module, one, id)["given"] for one in task["calls"]]
            for id, module in ((id, load(task["copy"])) for id in task["mutants"])
        ],
        "typed": [[call(module, one, 0, 0.1)["given"] for one in task["calls"]] for module in map(load, task["typed"])],
    }


json.dump([run(task) for task in json.load(sys.stdin)], sys.stdout)
