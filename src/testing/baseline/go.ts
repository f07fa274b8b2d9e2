import fs from 'node:fs/promises';
import path from 'node:path';
import { packageOf } from '../languages/go.ts';
import type { ProjectCopy } from '../run/copy.ts';
import type { BaselineFiles, BaselineRequest } from './files.ts';

const FILE = 'local_forge_baseline_test.go';
const MAIN = /^func\s+TestMain\s*\(\s*(\w+)\s+\*testing\.M\s*\)/m;

/**
 * The package's tests, run by a `TestMain` of ours, or by the one that is there. Undefined where there are none, or where that stands in another
 * package, which ours cannot be seen from.
 */
export async function goBaseline(
  { source, made, output, budgetMs, without }: BaselineRequest,
  copy: ProjectCopy,
): Promise<BaselineFiles | undefined> {
  const folder = path.dirname(source.file);
  const names = (await fs.readdir(copy.at(folder))).filter((name) => name.endsWith('_test.go') && name !== FILE);
  if (names.length === 0) return undefined;
  const own = packageOf(source.text);
  const ids = made.mutants.map(({ id }) => id).filter((id) => !without.has(id));
  let hasMain = false;
  const files: { file: string; text: string }[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const text = await fs.readFile(copy.at(file), 'utf8');
    const main = MAIN.exec(text);
    if (main === null) continue;
    if (packageOf(text) !== own) return undefined;
    hasMain = true;
    files.push({
      file,
      text: text.replaceAll(new RegExp(`\\b${main[1] ?? 'm'}\\.Run\\(\\)`, 'g'), `localForgeRun(${main[1] ?? 'm'})`),
    });
  }
  const file = path.join(folder, FILE);
  files.push({ file, text: runtime(own, ids, output, budgetMs, hasMain) });
  return { files, run: file };
}

function runtime(own: string, ids: readonly number[], output: string, budgetMs: number, hasMain: boolean): string {
  return `package ${own}

import (
	localForge_json "encoding/json"
	localForge_os "os"
	localForge_testing "testing"
	localForge_time "time"
)

func localForgeWrite(line map[string]interface{}) {
	file, err := localForge_os.OpenFile(${JSON.stringify(output)}, localForge_os.O_APPEND|localForge_os.O_CREATE|localForge_os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	defer file.Close()
	text, _ := localForge_json.Marshal(line)
	file.Write(append(text, '\\n'))
}

func localForgeIds(all []bool) []int {
	ids := []int{}
	for id, is := range all {
		if is {
			ids = append(ids, id)
		}
	}
	return ids
}

// Runs all tests: as they are, once more, and with each mutant.
func localForgeRun(m *localForge_testing.M) int {
	deadline := localForge_time.Now().Add(${budgetMs} * localForge_time.Millisecond)
	code := m.Run()
	reached := localForgeState.reached
	localForgeWrite(map[string]interface{}{"hits": localForgeIds(localForgeState.hits[:]), "reached": localForgeIds(reached[:]), "passes": code == 0})
	localForgeState.limit = 100000 + 20*localForgeState.steps
	localForgeState.steps = 0
	if code != 0 {
		return code
	}
	again := m.Run() == 0
	localForgeWrite(map[string]interface{}{"passesAgain": again})
	if !again {
		return code
	}
	for _, mutant := range []int{${ids.join(', ')}} {
		if !reached[mutant] || localForge_time.Now().After(deadline) {
			continue
		}
		localForgeWrite(map[string]interface{}{"begun": mutant})
		localForgeState.mutant, localForgeState.steps = mutant, 0
		killed := m.Run() != 0
		localForgeState.mutant = 0
		localForgeWrite(map[string]interface{}{"mutant": mutant, "killed": killed})
	}
	return code
}
${hasMain ? '' : `\nfunc TestMain(m *localForge_testing.M) { localForge_os.Exit(localForgeRun(m)) }\n`}`;
}
