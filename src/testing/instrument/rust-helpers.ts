/** The module that instrumented code calls. */
export const RUST_STATE = 'local_forge';

/** What the instrumented code calls. It must not be in the way of a crate without the standard library, or one that allows no warnings. */
export function rustHelpers(branches: number, mutants: number): string {
  return `
#[allow(warnings, clippy::all)]
#[doc(hidden)]
mod ${RUST_STATE} {
    extern crate std;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
    const OFF: AtomicBool = AtomicBool::new(false);
    pub(super) static HITS: [AtomicBool; ${branches + 1}] = [OFF; ${branches + 1}];
    pub(super) static REACHED: [AtomicBool; ${mutants + 1}] = [OFF; ${mutants + 1}];
    pub(super) static MUTANT: AtomicUsize = AtomicUsize::new(0);
    pub(super) static STEPS: AtomicUsize = AtomicUsize::new(0);
    pub(super) static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);
    pub(super) fn step() {
        if STEPS.fetch_add(1, SeqCst) > LIMIT.load(SeqCst) {
            std::panic!("LocalForgeEndless");
        }
    }
    pub(super) fn hit(id: usize) {
        HITS[id].store(true, SeqCst);
        step();
    }
    pub(super) fn branch(id: usize, value: bool) -> bool {
        hit(if value { id } else { id + 1 });
        value
    }
    pub(super) fn mutant(id: usize) -> bool {
        REACHED[id].store(true, SeqCst);
        MUTANT.load(SeqCst) == id
    }
    pub(super) fn not(id: usize, value: bool) -> bool {
        mutant(id) != value
    }
    pub(super) trait Tried {
        fn is_left(&self) -> bool;
    }
    impl<T> Tried for std::option::Option<T> {
        fn is_left(&self) -> bool {
            self.is_none()
        }
    }
    impl<T, E> Tried for std::result::Result<T, E> {
        fn is_left(&self) -> bool {
            self.is_err()
        }
    }
    pub(super) fn tried<T: Tried>(id: usize, value: T) -> T {
        hit(if value.is_left() { id + 1 } else { id });
        value
    }
}
`;
}
