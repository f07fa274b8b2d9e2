import { afterAll, describe, expect, it } from 'vitest';
import { JAVA } from '../../../../src/testing/languages/java.ts';
import { testText } from '../../../../src/testing/languages/test-text.ts';
import { qualifiedName, subjectNamed, subjectsOf } from '../../../../src/testing/subject.ts';
import { syntax } from '../instrument/subjects.ts';
import { caseOf, sourceOf, STYLE, trial, value } from '../made.ts';

afterAll(() => syntax.dispose());

const TEXT = `package p.q;

import java.util.Map;
import org.other.*;

public class Box<T> {
  private final int limit;
  Box(int limit) { this.limit = limit; }
  public static int twice(int number) { return 2 * number; }
  /** Not static. */
  public Map<String, T> fill(T one) throws java.io.IOException { return null; }
  private void own() {}
  static class Inner { int f() { return 1; } }
}
interface Shape { default int g() { return 1; } }
abstract class Base { int h() { return 1; } static int i() { return 1; } }
`;

async function source(name: string, existing?: string) {
  const subject = await subjectNamed('java', TEXT, name, syntax);
  if (subject === undefined) throw new Error(`no ${name}`);
  return sourceOf('/p/src/main/java/p/q/Box.java', TEXT, subject, {
    framework: 'junit',
    testFile: '/p/src/test/java/p/q/BoxTest.java',
    existing,
    style: { ...STYLE, indentation: '    ' },
  });
}

it('knows what is called on the class', async () => {
  const subjects = await subjectsOf('java', TEXT, syntax);
  expect(subjects.filter(({ isStatic }) => isStatic).map(qualifiedName)).toEqual(['Box.twice', 'Base.i']);
});

describe('a test cannot call', () => {
  it.each([
    ['Box.twice', undefined],
    ['Box.fill', undefined],
    ['Base.i', undefined],
    ['Box.own', '"own" is private: a test in another class cannot call it.'],
    ['Inner.f', '"f" is in a class inside of another one, whose objects are not made here yet.'],
    ['Shape.g', '"g" belongs to an interface, not to a class.'],
    ['Base.h', '"h" belongs to an abstract class, of which there are no objects.'],
    ['Box.Box', '"Box" is a constructor: tests of its methods make objects with it.'],
  ])('%s: %s', async (name, reason) => {
    expect(JAVA.refusal(await source(name))).toBe(reason);
  });
});

describe('tests', () => {
  it('stand in a class of their own, with what they import', async () => {
    const cases = [
      caseOf('Box.twice(-2)', value('-4')),
      caseOf('Box.twice(3)', value('java.util.List.of(1, "java.util.List.of")', { shape: 'equal' })),
      caseOf('Box.twice(0)', { kind: 'throws', type: 'java.io.IOException', message: 'no "box"' }),
    ];
    const text = await testText(await source('Box.twice'), JAVA, cases, syntax);
    expect(text).toBe(`package p.q;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

// Characterisation tests: the expected values were observed by running the code.
// They say what it does, not what it should do.
class BoxTest {
    @Test
    void twiceOfMinus2() {
        assertEquals(-4, Box.twice(-2));
    }

    @Test
    void twiceOf3() {
        assertEquals(List.of(1, "java.util.List.of"), Box.twice(3));
    }

    @Test
    void twiceOf0() {
        IOException thrown = assertThrows(IOException.class, () -> Box.twice(0));
        assertEquals("no \\"box\\"", thrown.getMessage());
    }
}
`);
  });

  it('follow those that are there', async () => {
    const existing = `package p.q;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class BoxTest {
    @Test
    void fillOf1() {}
}
`;
    const filled = caseOf('box.fill(1)', value('null', { after: [{ name: 'box.size()', literal: '1' }] }), {
      trial: trial('box.fill(1)', {
        setup: ['Box<Integer> box = new Box<>(Integer.parseInt("2"))', 'Outer.see(Map.of())'],
      }),
    });
    const text = await testText(await source('Box.fill', existing), JAVA, [filled], syntax);
    expect(text).toContain('import org.junit.jupiter.api.Test;\nimport java.util.Map;\nimport org.other.*;\n');
    expect(text).toContain(`    void fillOf1() {}

    // Characterisation tests: the expected values were observed by running the code.
    // They say what it does, not what it should do.
    @Test
    void fillOf1_2() throws Exception {
        Box<Integer> box = new Box<>(Integer.parseInt("2"));
        Outer.see(Map.of());
        assertNull(box.fill(1));
        assertEquals(1, box.size());
    }
}
`);
  });
});

it('names the classes of a project that are not in the package that it looks for', async () => {
  const { file, text } = JAVA.probe(await source('Box.fill'), {
    trials: [{ ...trial('box.fill(1)', { setup: ['Box<Integer> box = new Box<>(2)'] }), number: 2 }],
    output: '/tmp/a "b".jsonl',
    budgetMs: 1000,
    isInstrumented: true,
  });
  expect(file).toBe('/p/src/test/java/p/q/LocalForgeProbeTest.java');
  expect(text).toContain('package p.q;\nimport java.util.Map;\nimport org.other.*;\n');
  const lines = text.split('\n');
  // Lines tell the compiler's errors apart.
  expect(lines[1120]).toBe('static LfMade lfTrial2(LfCall lf) throws java.lang.Throwable {');
  expect(JAVA.refused('/x/LocalForgeProbeTest.java:1123: error: incompatible types')).toEqual(
    new Map([[2, 'incompatible types']]),
  );
  expect(JAVA.refusedLines?.('/x/Box.java:7: error: no\n/x/BoxTest.java:8: error: no', '/p/Box.java')).toEqual([7]);
});
