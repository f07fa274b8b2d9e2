/** The class of what instrumented code calls: the tests of its package see it. */
export const JAVA_STATE = 'LocalForgeState';

/** A class for the end of the file. */
export function javaHelpers(branches: number, mutants: number): string {
  return `
final class ${JAVA_STATE} {
  static volatile int mutant;
  static volatile long steps;
  static volatile long limit = Long.MAX_VALUE;
  static final boolean[] hits = new boolean[${branches + 1}];
  static final boolean[] reached = new boolean[${mutants + 1}];

  static final class Endless extends Error {
    Endless() { super("LocalForgeEndless"); }
  }

  static void step() {
    if (++steps > limit) throw new Endless();
  }

  static void hit(int id) {
    hits[id] = true;
    step();
  }

  static boolean branch(int id, boolean value) {
    hit(value ? id : id + 1);
    return value;
  }

  static boolean mutant(int id) {
    reached[id] = true;
    return mutant == id;
  }

  static boolean not(int id, boolean value) {
    return mutant(id) != value;
  }
}
`;
}
