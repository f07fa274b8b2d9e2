import type { FolderView } from '../ecosystem.ts';
import type { Framework } from '../../types.ts';
import { decided, mostVotes, type Decision } from './decision.ts';

/** Files in which pytest is configured, and how it looks there. https://docs.pytest.org/en/stable/reference/customize.html */
const CONFIGS: readonly (readonly [string, RegExp])[] = [
  ['pytest.ini', /^/],
  ['.pytest.ini', /^/],
  ['pyproject.toml', /^\s*\[tool\.pytest[\].]/m],
  ['setup.cfg', /^\[tool:pytest\]/m],
  ['tox.ini', /^\[pytest\]|^\s*(?:commands\s*=\s*)?(?:python -m )?pytest\b/m],
  ['conftest.py', /^/],
];
/** `pytest` as a dependency: in a requirements file, a TOML array or table, or an argument of `setup()`; not `pytest-cov` alone. */
const DEPENDENCY = /^\s*pytest\s*(?:$|[<>=~!;[ ])|["']pytest(?:["']|\s*[<>=~!;[])/m;
const DECLARING =
  /^(?:pyproject\.toml|setup\.(?:cfg|py)|Pipfile|environment\.ya?ml|[\w.-]*requirements[\w.-]*\.txt|noxfile\.py)$/;
const LOCK = /^name = "pytest"$/m;

export function ofTests(texts: readonly string[]): Decision | undefined {
  const framework = mostVotes(texts.flatMap((text) => ofTest(text) ?? []));
  return framework && decided(framework, 'the tests next to it use it');
}

/** pytest runs `TestCase`s as well, so that whatever imports it is its own. */
export function ofTest(text: string): Framework | undefined {
  if (/^\s*(?:import|from) pytest\b/m.test(text)) return 'pytest';
  if (/^\s*class \w+\(.*TestCase\b.*\):/m.test(text)) return 'unittest';
  return /^(?:async )?def test_|^class Test\w*(?:\(object\))?:/m.test(text) ? 'pytest' : undefined;
}

export async function ofFolder({ names, text }: FolderView): Promise<Decision | undefined> {
  for (const [name, pattern] of CONFIGS)
    if (names.includes(name) && pattern.test((await text(name)) ?? '')) {
      return decided('pytest', name === 'conftest.py' ? `there is ${name}` : `${name} configures it`);
    }
  const declaring = names.filter((name) => DECLARING.test(name));
  if (names.includes('requirements'))
    declaring.push(...['test', 'tests', 'dev'].map((name) => `requirements/${name}.txt`));
  for (const name of declaring)
    if (DEPENDENCY.test((await text(name)) ?? '')) return decided('pytest', `${name} depends on it`);
  for (const name of ['uv.lock', 'poetry.lock'])
    if (names.includes(name) && LOCK.test((await text(name)) ?? '')) return decided('pytest', `${name} holds it`);
  return undefined;
}
