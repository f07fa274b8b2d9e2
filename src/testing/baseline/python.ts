import path from 'node:path';
import type { BaselineFiles, BaselineRequest } from './files.ts';

const MODULE = 'local_forge_baseline';

/** Tests of pytest are run by a plugin in place of its own loop, those of unittest by a suite that stands in for the file's own. */
export function pythonBaseline({ source, existing, made, output, budgetMs, without }: BaselineRequest): BaselineFiles {
  const { framework, root, testFile } = source.setup;
  const ids = made.mutants.map(({ id }) => id).filter((id) => !without.has(id));
  const settings = `OUTPUT = ${JSON.stringify(output)}\nMUTANTS = [${ids.join(', ')}]\nBUDGET = ${budgetMs / 1000}\n`;
  // The program is run in the root, where Python looks for modules first.
  const module = { file: path.join(root, `${MODULE}.py`), text: settings + RUNTIME };
  if (framework === 'pytest')
    return {
      files: [module, { file: testFile, text: existing }],
      run: testFile,
      env: { PYTEST_ADDOPTS: `-p ${MODULE} -p no:cacheprovider` },
    };
  return { files: [module, { file: testFile, text: `${existing}\n${LOAD_TESTS}` }], run: testFile };
}

const LOAD_TESTS = `

from ${MODULE} import load_tests
`;

const RUNTIME = String.raw`
import builtins
import json
import time
import types
import unittest

state = types.SimpleNamespace(mutant=0, hits=set(), reached=set(), steps=0, limit=float("inf"))
builtins.__local_forge__ = state


def write(line):
    with open(OUTPUT, "a") as file:
        file.write(json.dumps(line) + "\n")


# passes(all) runs the tests, all or until one fails.
def baseline(passes):
    deadline = time.monotonic() + BUDGET
    first = passes(True)
    write({"hits": sorted(state.hits), "reached": sorted(state.reached), "passes": first})
    state.limit = 100000 + 20 * state.steps
    state.steps = 0
    if not first:
        return
    again = passes(True)
    write({"passesAgain": again})
    if not again:
        return
    for mutant in MUTANTS:
        if mutant not in state.reached or time.monotonic() > deadline:
            continue
        write({"begun": mutant})
        state.mutant, state.steps = mutant, 0
        killed = not passes(False)
        state.mutant = 0
        write({"mutant": mutant, "killed": killed})


def pytest_runtestloop(session):
    from _pytest.runner import runtestprotocol

    def passes(everything):
        good = True
        for index, item in enumerate(session.items):
            following = session.items[index + 1] if index + 1 < len(session.items) else None
            reports = runtestprotocol(item, nextitem=following, log=False)
            if any(report.failed for report in reports):
                good = False
                if not everything:
                    session._setupstate.teardown_exact(None)
                    break
        return good

    if not session.items or session.config.option.collectonly:
        return None
    baseline(passes)
    return True


pytest_runtestloop.pytest_impl = {"tryfirst": True}


def cases_in(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from cases_in(one)
        else:
            yield one


def load_tests(loader, tests, pattern):
    cases = list(cases_in(tests))

    def passes(everything):
        result = unittest.TestResult()
        result.failfast = not everything
        unittest.TestSuite(cases).run(result)
        return result.wasSuccessful()

    return unittest.TestSuite([unittest.FunctionTestCase(lambda: baseline(passes))])
`;
