import { RUST_STATE } from '../instrument/rust-helpers.ts';

/** The function that runs the probe, and its module. */
export const RUST_PROBE_TEST = 'local_forge_probe';

/**
 * What a probe is made of, beside its trials. What a type can do is found out by method lookup: `(&&&Seen(&value)).seen()` takes the first
 * of three traits that fits, with a literal, with `Debug` only, and with neither.
 */
export const RUST_RUNTIME = String.raw`
use std::fmt::Debug as LfDebug;
use std::sync::atomic::Ordering::SeqCst as LfSeqCst;

const LF_MOST_TEXT: usize = 400;

pub struct LfValue {
    literal: Option<String>,
    shape: &'static str,
    is_debug: bool,
    trace: String,
}

impl LfValue {
    fn of(literal: Option<String>, is_debug: bool) -> LfValue {
        let trace = literal.clone().unwrap_or_default();
        let shape = if trace.ends_with(|c| "])}".contains(c)) { "equal" } else { "primitive" };
        LfValue { literal: literal.filter(|text| text.len() <= LF_MOST_TEXT), shape, is_debug, trace }
    }
    fn debug(text: String) -> LfValue {
        LfValue::of(Some(lf_quoted(&text)), true)
    }
    fn fields(&self) -> String {
        let literal = self.literal.as_ref().map(|text| format!("\"literal\":{},", lf_json(text)));
        let debug = if self.is_debug && self.literal.is_some() { "\"isDebug\":true," } else { "" };
        format!("{}{}\"shape\":\"{}\"", literal.unwrap_or_default(), debug, self.shape)
    }
}

/** Source text of an expression that equals a value and is of its type. */
pub trait LfLiteral: LfDebug {
    fn lf_literal(&self) -> Option<String>;
    fn lf_borrowed(&self) -> Option<String> {
        self.lf_literal().map(|text| format!("&{}", text))
    }
    fn lf_top(&self) -> Option<String> {
        self.lf_literal()
    }
    fn lf_type() -> String;
}

macro_rules! lf_plain {
    ($($type:ident)*) => { $(impl LfLiteral for $type {
        fn lf_literal(&self) -> Option<String> { Some(format!("{:?}", self)) }
        fn lf_type() -> String { stringify!($type).to_string() }
    })* };
}
lf_plain!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool char);

macro_rules! lf_float {
    ($($type:ident)*) => { $(impl LfLiteral for $type {
        fn lf_literal(&self) -> Option<String> {
            if self.is_nan() { return None; }
            if self.is_infinite() {
                return Some(format!("{}::{}INFINITY", stringify!($type), if *self < 0.0 { "NEG_" } else { "" }));
            }
            Some(format!("{:?}", self))
        }
        fn lf_type() -> String { stringify!($type).to_string() }
    })* };
}
lf_float!(f32 f64);

impl LfLiteral for str {
    fn lf_literal(&self) -> Option<String> { Some(lf_quoted(self)) }
    fn lf_borrowed(&self) -> Option<String> { Some(lf_quoted(self)) }
    fn lf_type() -> String { "str".to_string() }
}
impl LfLiteral for String {
    fn lf_literal(&self) -> Option<String> { Some(format!("{}.to_string()", lf_quoted(self))) }
    fn lf_borrowed(&self) -> Option<String> { Some(format!("&{}.to_string()", lf_quoted(self))) }
    fn lf_top(&self) -> Option<String> { Some(lf_quoted(self)) }
    fn lf_type() -> String { "String".to_string() }
}
impl<T: LfLiteral + ?Sized> LfLiteral for &T {
    fn lf_literal(&self) -> Option<String> { (**self).lf_borrowed() }
    fn lf_type() -> String { format!("&{}", T::lf_type()) }
}
impl<T: LfLiteral> LfLiteral for Box<T> {
    fn lf_literal(&self) -> Option<String> { Some(format!("Box::new({})", (**self).lf_literal()?)) }
    fn lf_type() -> String { format!("Box<{}>", T::lf_type()) }
}
impl<T: LfLiteral> LfLiteral for Option<T> {
    fn lf_literal(&self) -> Option<String> {
        Some(match self { None => "None".to_string(), Some(value) => format!("Some({})", value.lf_literal()?) })
    }
    fn lf_type() -> String { format!("Option<{}>", T::lf_type()) }
}
impl<T: LfLiteral, E: LfLiteral> LfLiteral for Result<T, E> {
    fn lf_literal(&self) -> Option<String> {
        Some(match self {
            Ok(value) => format!("Ok({})", value.lf_literal()?),
            Err(value) => format!("Err({})", value.lf_literal()?),
        })
    }
    fn lf_type() -> String { format!("Result<{}, {}>", T::lf_type(), E::lf_type()) }
}
fn lf_items<'a, T: LfLiteral + 'a>(items: impl Iterator<Item = &'a T>) -> Option<String> {
    Some(items.map(|item| item.lf_literal()).collect::<Option<Vec<_>>>()?.join(", "))
}
impl<T: LfLiteral> LfLiteral for [T] {
    fn lf_literal(&self) -> Option<String> { None }
    fn lf_borrowed(&self) -> Option<String> {
        if self.is_empty() { return Some(format!("&[] as &[{}]", T::lf_type())); }
        Some(format!("&[{}][..]", lf_items(self.iter())?))
    }
    fn lf_type() -> String { format!("[{}]", T::lf_type()) }
}
impl<T: LfLiteral, const N: usize> LfLiteral for [T; N] {
    fn lf_literal(&self) -> Option<String> {
        if N == 0 { return None; }
        Some(format!("[{}]", lf_items(self.iter())?))
    }
    fn lf_type() -> String { format!("[{}; {}]", T::lf_type(), N) }
}
impl<T: LfLiteral> LfLiteral for Vec<T> {
    fn lf_literal(&self) -> Option<String> {
        if self.is_empty() { return Some(format!("Vec::<{}>::new()", T::lf_type())); }
        Some(format!("vec![{}]", lf_items(self.iter())?))
    }
    fn lf_type() -> String { format!("Vec<{}>", T::lf_type()) }
}
macro_rules! lf_set {
    ($($name:ident)*) => { $(impl<T: LfLiteral> LfLiteral for std::collections::$name<T> {
        fn lf_literal(&self) -> Option<String> {
            if self.is_empty() { return Some(format!("std::collections::{}::<{}>::new()", stringify!($name), T::lf_type())); }
            let mut items = self.iter().map(|item| item.lf_literal()).collect::<Option<Vec<_>>>()?;
            if stringify!($name) == "HashSet" { items.sort(); }
            Some(format!("std::collections::{}::from([{}])", stringify!($name), items.join(", ")))
        }
        fn lf_type() -> String { format!("std::collections::{}<{}>", stringify!($name), T::lf_type()) }
    })* };
}
lf_set!(HashSet BTreeSet VecDeque);
macro_rules! lf_map {
    ($($name:ident)*) => { $(impl<K: LfLiteral, V: LfLiteral> LfLiteral for std::collections::$name<K, V> {
        fn lf_literal(&self) -> Option<String> {
            if self.is_empty() {
                return Some(format!("std::collections::{}::<{}, {}>::new()", stringify!($name), K::lf_type(), V::lf_type()));
            }
            let mut items = self.iter()
                .map(|(key, value)| Some(format!("({}, {})", key.lf_literal()?, value.lf_literal()?)))
                .collect::<Option<Vec<_>>>()?;
            items.sort();
            Some(format!("std::collections::{}::from([{}])", stringify!($name), items.join(", ")))
        }
        fn lf_type() -> String { format!("std::collections::{}<{}, {}>", stringify!($name), K::lf_type(), V::lf_type()) }
    })* };
}
lf_map!(HashMap BTreeMap);
macro_rules! lf_tuple {
    ($($name:ident $at:tt),*) => { impl<$($name: LfLiteral),*> LfLiteral for ($($name,)*) {
        fn lf_literal(&self) -> Option<String> {
            let items = vec![$(self.$at.lf_literal()?),*];
            Some(format!("({}{})", items.join(", "), if items.len() == 1 { "," } else { "" }))
        }
        fn lf_type() -> String { format!("({},)", vec![$($name::lf_type()),*].join(", ")) }
    } };
}
lf_tuple!(A 0);
lf_tuple!(A 0, B 1);
lf_tuple!(A 0, B 1, C 2);
lf_tuple!(A 0, B 1, C 2, D 3);
lf_tuple!(A 0, B 1, C 2, D 3, E 4);
impl LfLiteral for std::cmp::Ordering {
    fn lf_literal(&self) -> Option<String> { Some(format!("std::cmp::Ordering::{:?}", self)) }
    fn lf_type() -> String { "std::cmp::Ordering".to_string() }
}
impl LfLiteral for () {
    fn lf_literal(&self) -> Option<String> { Some("()".to_string()) }
    fn lf_type() -> String { "()".to_string() }
}

pub struct LfSeen<'a, T: ?Sized>(pub &'a T);
pub trait LfByLiteral { fn lf_seen(&self) -> LfValue; fn lf_text(&self) -> Option<String>; }
pub trait LfByDebug { fn lf_seen(&self) -> LfValue; fn lf_text(&self) -> Option<String>; }
pub trait LfByNothing { fn lf_seen(&self) -> LfValue; fn lf_text(&self) -> Option<String>; }
impl<T: LfLiteral + ?Sized> LfByLiteral for &&LfSeen<'_, T> {
    fn lf_seen(&self) -> LfValue {
        match self.0.lf_top() {
            Some(text) => LfValue::of(Some(text), false),
            None => LfValue::debug(format!("{:?}", self.0)),
        }
    }
    fn lf_text(&self) -> Option<String> { self.0.lf_literal() }
}
impl<T: LfDebug + ?Sized> LfByDebug for &LfSeen<'_, T> {
    fn lf_seen(&self) -> LfValue { LfValue::debug(format!("{:?}", self.0)) }
    fn lf_text(&self) -> Option<String> { None }
}
impl<T: ?Sized> LfByNothing for LfSeen<'_, T> {
    fn lf_seen(&self) -> LfValue { LfValue::of(None, false) }
    fn lf_text(&self) -> Option<String> { None }
}

fn lf_quoted(text: &str) -> String { format!("{:?}", text) }

fn lf_json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

pub struct LfMade {
    value: LfValue,
    /** It equals what it should be; None where nobody has said. */
    is_expected: Option<bool>,
    after: Vec<(&'static str, LfValue, LfValue)>,
}
pub struct LfTrial {
    number: usize,
    body: fn(&dyn Fn()) -> LfMade,
    expected: Option<&'static str>,
}

/** What came of a call: JSON, all that two of them are compared by, and whether it was as expected. */
struct LfOutcome {
    json: String,
    trace: String,
    is_expected: Option<bool>,
    is_usable: bool,
}

fn lf_outcome(made: LfMade, expected: Option<&'static str>) -> LfOutcome {
    let LfMade { mut value, is_expected, after } = made;
    if is_expected == Some(true) {
        value.literal = expected.map(|text| text.to_string());
        value.is_debug = false;
    }
    let mut trace = value.trace.clone();
    let mut changed = Vec::new();
    for (name, before, then) in &after {
        trace.push_str(&format!(";{}={}", name, then.trace));
        if before.trace == then.trace { continue; }
        if let Some(literal) = &then.literal {
            let debug = if then.is_debug { ",\"isDebug\":true" } else { "" };
            changed.push(format!("{{\"name\":{},\"literal\":{}{}}}", lf_json(name), lf_json(literal), debug));
        }
    }
    if value.trace == "()" && changed.is_empty() { value.literal = None; }
    let after = if changed.is_empty() { String::new() } else { format!(",\"after\":[{}]", changed.join(",")) };
    LfOutcome { json: format!("{{\"kind\":\"value\",{}{}}}", value.fields(), after), trace, is_expected, is_usable: true }
}

/** Nobody meant these: the language itself panics. */
const LF_ACCIDENTS: &[&str] = &[
    "index out of bounds", "attempt to ", "called ${'`'}", "range start index", "range end index", "slice index",
    "byte index", "start byte index", "end byte index", "already borrowed", "already mutably borrowed", "not implemented",
    "not yet implemented", "internal error", "capacity overflow", "chunk size must", "failed to slice",
];

fn lf_panicked(payload: Box<dyn std::any::Any + Send>, begun: bool) -> LfOutcome {
    let message = payload.downcast_ref::<&str>().map(|text| text.to_string())
        .or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
    let is_endless = message.contains("LocalForgeEndless");
    let json = if is_endless {
        "{\"kind\":\"unusable\",\"reason\":\"It does not end.\"}".to_string()
    } else if !begun {
        format!("{{\"kind\":\"unusable\",\"reason\":{}}}", lf_json(&message))
    } else {
        let is_accident = !LF_DOCUMENTS_PANICS && LF_ACCIDENTS.iter().any(|start| message.starts_with(start));
        let accident = if is_accident { ",\"isAccident\":true" } else { "" };
        format!("{{\"kind\":\"throws\",\"type\":\"panic\",\"message\":{}{}}}", lf_json(&message), accident)
    };
    LfOutcome { trace: json.clone(), json, is_expected: None, is_usable: begun && !is_endless }
}

fn lf_run(trial: &LfTrial, mutant: usize) -> LfOutcome {
    for flag in ${RUST_STATE}::HITS.iter().chain(${RUST_STATE}::REACHED.iter()) { flag.store(false, LfSeqCst); }
    ${RUST_STATE}::MUTANT.store(mutant, LfSeqCst);
    ${RUST_STATE}::STEPS.store(0, LfSeqCst);
    ${RUST_STATE}::LIMIT.store(100_000, LfSeqCst);
    let (body, expected) = (trial.body, trial.expected);
    let (sender, receiver) = std::sync::mpsc::channel();
    let work = move || {
        let begun = std::sync::atomic::AtomicBool::new(false);
        let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| body(&|| begun.store(true, LfSeqCst))));
        let outcome = match made {
            Ok(made) => lf_outcome(made, expected),
            Err(payload) => lf_panicked(payload, begun.load(LfSeqCst)),
        };
        let _ = sender.send(outcome);
    };
    // Recursion without an end should meet the limit of steps before that of the stack.
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(work).expect("a thread");
    match receiver.recv_timeout(std::time::Duration::from_secs(2)) {
        Ok(outcome) => { let _ = thread.join(); outcome }
        Err(_) => std::process::exit(3), // nothing else ends a thread
    }
}

fn lf_numbers(flags: &[std::sync::atomic::AtomicBool]) -> Vec<usize> {
    (0..flags.len()).filter(|&id| flags[id].load(LfSeqCst)).collect()
}

#[test]
fn ${RUST_PROBE_TEST}() {
    use std::io::Write;
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(LF_OUTPUT).expect("a file");
    std::panic::set_hook(Box::new(|_| {}));
    let started = std::time::Instant::now();
    for trial in lf_trials() {
        writeln!(file, "{{\"trial\":{},\"begun\":true}}", trial.number).unwrap();
        let first = lf_run(&trial, 0);
        let (branches, reached) = (lf_numbers(&${RUST_STATE}::HITS), lf_numbers(&${RUST_STATE}::REACHED));
        let second = lf_run(&trial, 0);
        let is_steady = first.trace == second.trace;
        let unsteady = "{\"kind\":\"unusable\",\"reason\":\"It gives something else each time.\"}";
        let outcome = if is_steady { &first.json } else { unsteady };
        let expected = match (trial.expected, first.is_expected) {
            (Some(_), Some(true)) => format!(",\"expected\":{}", first.json),
            (Some(text), _) => format!(",\"expected\":{{\"kind\":\"value\",\"shape\":\"equal\",\"literal\":{}}}", lf_json(text)),
            _ => String::new(),
        };
        let line = format!(
            "{{\"trial\":{},\"outcomes\":[{},{}],\"branches\":{:?},\"reached\":{:?}{}",
            trial.number, outcome, outcome, branches, reached, expected
        );
        writeln!(file, "{},\"killed\":[]}}", line).unwrap(); // a mutant may end the process
        let mut killed = Vec::new();
        if first.is_usable && is_steady {
            for mutant in reached {
                if started.elapsed() > LF_BUDGET { break; }
                if lf_run(&trial, mutant).trace != first.trace { killed.push(mutant); }
            }
        }
        writeln!(file, "{},\"killed\":{:?}}}", line, killed).unwrap();
        if started.elapsed() > LF_BUDGET { break; }
    }
    let _ = std::panic::take_hook();
}
`;
