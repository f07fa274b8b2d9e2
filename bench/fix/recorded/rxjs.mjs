import * as rx from 'package-under-test';

/** Everything that is said, in order, with nothing left to come. */
function said(observable) {
  const out = [];
  observable.subscribe({
    next: (value) => out.push(value),
    error: (error) => out.push(error),
    complete: () => out.push('complete'),
  });
  return out;
}

/** Everything that is said, each with its time in frames, in virtual time. */
function timed(make) {
  const scheduler = new rx.VirtualTimeScheduler();
  const out = [];
  make(scheduler).subscribe({
    next: (value) => out.push([scheduler.frame, value]),
    error: (error) => out.push([scheduler.frame, error]),
    complete: () => out.push([scheduler.frame, 'complete']),
  });
  scheduler.flush();
  return out;
}

const five = rx.of(3, 1, 4, 1, 5);
const failing = rx.concat(
  rx.of(1, 2),
  rx.throwError(() => new Error('bad')),
);
const isOdd = (value) => value % 2 === 1;

export default {
  map: () => said(five.pipe(rx.map((value, index) => value * 10 + index))),
  'map fails': () => said(five.pipe(rx.map((value) => value.no.more))),
  filter: () => said(five.pipe(rx.filter(isOdd))),
  reduce: () => said(five.pipe(rx.reduce((sum, value) => sum + value))),
  'reduce with seed': () => said(five.pipe(rx.reduce((sum, value) => sum + value, 100))),
  scan: () => said(five.pipe(rx.scan((sum, value) => sum + value, 0))),
  count: () => [said(five.pipe(rx.count())), said(five.pipe(rx.count(isOdd)))],
  take: () => [said(five.pipe(rx.take(2))), said(five.pipe(rx.take(0)))],
  takeLast: () => [said(five.pipe(rx.takeLast(2))), said(five.pipe(rx.takeLast(0)))],
  takeWhile: () => [said(five.pipe(rx.takeWhile(isOdd))), said(five.pipe(rx.takeWhile(isOdd, true)))],
  takeUntil: () => [said(five.pipe(rx.takeUntil(rx.of(1)))), said(five.pipe(rx.takeUntil(rx.NEVER)))],
  skip: () => said(five.pipe(rx.skip(3))),
  skipLast: () => [said(five.pipe(rx.skipLast(2))), said(five.pipe(rx.skipLast(0)))],
  skipWhile: () => said(five.pipe(rx.skipWhile(isOdd))),
  skipUntil: () => [said(five.pipe(rx.skipUntil(rx.of(1)))), said(five.pipe(rx.skipUntil(rx.NEVER)))],
  first: () => [said(five.pipe(rx.first())), said(rx.EMPTY.pipe(rx.first())), said(rx.EMPTY.pipe(rx.first(null, 7)))],
  last: () => [said(five.pipe(rx.last())), said(rx.EMPTY.pipe(rx.last())), said(five.pipe(rx.last((v) => v < 4, 0)))],
  single: () => [said(rx.of(1).pipe(rx.single())), said(five.pipe(rx.single())), said(rx.EMPTY.pipe(rx.single()))],
  elementAt: () => [
    said(five.pipe(rx.elementAt(2))),
    said(five.pipe(rx.elementAt(9))),
    said(five.pipe(rx.elementAt(9, 0))),
  ],
  find: () => [said(five.pipe(rx.find((value) => value > 3))), said(five.pipe(rx.find((value) => value > 9)))],
  findIndex: () => said(five.pipe(rx.findIndex((value) => value > 3))),
  distinct: () => [said(five.pipe(rx.distinct())), said(five.pipe(rx.distinct((value) => value % 3)))],
  distinctUntilChanged: () => [
    said(rx.of(1, 1, 2, 2, 1).pipe(rx.distinctUntilChanged())),
    said(rx.of(1, 3, 4, 6, 1).pipe(rx.distinctUntilChanged((a, b) => a % 2 === b % 2))),
  ],
  distinctUntilKeyChanged: () => said(rx.of({ a: 1 }, { a: 1 }, { a: 2 }).pipe(rx.distinctUntilKeyChanged('a'))),
  buffer: () => timed((s) => rx.interval(10, s).pipe(rx.take(7), rx.buffer(rx.interval(25, s)))),
  bufferCount: () => [said(five.pipe(rx.bufferCount(2))), said(five.pipe(rx.bufferCount(3, 1)))],
  bufferTime: () => timed((s) => rx.interval(10, s).pipe(rx.take(7), rx.bufferTime(25, null, 2, s))),
  bufferWhen: () =>
    timed((s) =>
      rx.interval(10, s).pipe(
        rx.take(5),
        rx.bufferWhen(() => rx.timer(25, s)),
      ),
    ),
  bufferToggle: () =>
    timed((s) =>
      rx.interval(10, s).pipe(
        rx.take(8),
        rx.bufferToggle(rx.interval(20, s), () => rx.timer(15, s)),
      ),
    ),
  window: () =>
    said(
      five.pipe(
        rx.windowCount(2),
        rx.mergeMap((part) => part.pipe(rx.toArray())),
      ),
    ),
  windowTime: () =>
    timed((s) =>
      rx.interval(10, s).pipe(
        rx.take(7),
        rx.windowTime(25, s),
        rx.mergeMap((w) => w.pipe(rx.toArray())),
      ),
    ),
  toArray: () => said(five.pipe(rx.toArray())),
  pairwise: () => said(five.pipe(rx.pairwise())),
  groupBy: () =>
    said(
      five.pipe(
        rx.groupBy(isOdd),
        rx.mergeMap((g) =>
          g.pipe(
            rx.toArray(),
            rx.map((all) => [g.key, all]),
          ),
        ),
      ),
    ),
  'groupBy with element': () =>
    said(
      five.pipe(
        rx.groupBy(isOdd, { element: (v) => v * 2 }),
        rx.mergeMap((g) => g.pipe(rx.toArray())),
      ),
    ),
  partition: () => rx.partition(five, isOdd).map(said),
  concatMap: () => said(five.pipe(rx.concatMap((value) => rx.of(value, -value)))),
  concatAll: () => said(rx.of(five, rx.of(9)).pipe(rx.concatAll())),
  mergeMap: () => timed((s) => five.pipe(rx.mergeMap((value) => rx.timer(value * 10, s).pipe(rx.map(() => value)), 2))),
  mergeAll: () => said(rx.of(five, rx.of(9)).pipe(rx.mergeAll(1))),
  mergeScan: () => said(five.pipe(rx.mergeScan((sum, value) => rx.of(sum + value), 0))),
  switchMap: () =>
    timed((s) =>
      rx.interval(10, s).pipe(
        rx.take(3),
        rx.switchMap((v) =>
          rx.timer(0, 4, s).pipe(
            rx.take(4),
            rx.map((w) => [v, w]),
          ),
        ),
      ),
    ),
  switchScan: () => said(five.pipe(rx.switchScan((sum, value) => rx.of(sum + value), 0))),
  exhaustMap: () =>
    timed((s) =>
      rx.interval(10, s).pipe(
        rx.take(4),
        rx.exhaustMap((v) => rx.timer(15, s).pipe(rx.map(() => v))),
      ),
    ),
  expand: () => said(rx.of(1).pipe(rx.expand((value) => (value < 20 ? rx.of(value * 2) : rx.EMPTY)))),
  catchError: () => [
    said(failing.pipe(rx.catchError((error) => rx.of(error.message)))),
    said(
      failing.pipe(
        rx.catchError((error) => {
          throw new TypeError(`again ${error.message}`);
        }),
      ),
    ),
  ],
  retry: () => [
    said(failing.pipe(rx.retry(1))),
    said(failing.pipe(rx.retry({ count: 1, resetOnSuccess: true }), rx.take(8))),
  ],
  'retry later': () => timed((s) => failing.pipe(rx.retry({ count: 2, delay: () => rx.timer(20, s) }))),
  repeat: () => [said(rx.of(1, 2).pipe(rx.repeat(2))), said(rx.of(1).pipe(rx.repeat(0)))],
  'repeat later': () => timed((s) => rx.of(1).pipe(rx.repeat({ count: 3, delay: () => rx.timer(20, s) }))),
  repeatWhen: () => timed((s) => rx.of(1).pipe(rx.repeatWhen((n) => n.pipe(rx.take(2), rx.delay(5, s))))),
  onErrorResumeNext: () => said(rx.onErrorResumeNext(failing, five)),
  defaultIfEmpty: () => [said(rx.EMPTY.pipe(rx.defaultIfEmpty(1))), said(rx.of(2).pipe(rx.defaultIfEmpty(1)))],
  throwIfEmpty: () => [said(rx.EMPTY.pipe(rx.throwIfEmpty())), said(rx.of(2).pipe(rx.throwIfEmpty()))],
  startWith: () => said(five.pipe(rx.startWith(0, 9))),
  endWith: () => said(five.pipe(rx.endWith(0, 9))),
  combineLatest: () => [
    said(rx.combineLatest([five, rx.of(9, 8)])),
    said(rx.combineLatest({ a: rx.of(1), b: rx.of(2, 3) })),
    said(rx.combineLatest([rx.of(1), rx.of(2)], (a, b) => a + b)),
    said(rx.combineLatest([])),
  ],
  combineLatestWith: () => said(rx.of(1, 2).pipe(rx.combineLatestWith(rx.of(7, 8)))),
  forkJoin: () => [
    said(rx.forkJoin([five, rx.of(9)])),
    said(rx.forkJoin({ a: five, b: rx.of(2) })),
    said(rx.forkJoin([five, rx.EMPTY])),
  ],
  zip: () => [
    said(rx.zip(five, rx.of('a', 'b'))),
    said(rx.zip(rx.of(1, 2), rx.of(3, 4), (a, b) => a * b)),
    said(rx.zip()),
  ],
  race: () =>
    timed((s) => rx.race(rx.timer(20, s).pipe(rx.map(() => 'slow')), rx.timer(10, s).pipe(rx.map(() => 'fast')))),
  merge: () => timed((s) => rx.merge(rx.timer(0, 10, s).pipe(rx.take(3)), rx.timer(5, 10, s).pipe(rx.take(3)), 2)),
  withLatestFrom: () => said(five.pipe(rx.withLatestFrom(rx.of('a'), rx.of('b')))),
  sequenceEqual: () => [
    said(five.pipe(rx.sequenceEqual(five))),
    said(five.pipe(rx.sequenceEqual(rx.of(3, 1)))),
    said(five.pipe(rx.sequenceEqual(rx.of(13, 11, 14, 11, 15), (a, b) => a % 10 === b % 10))),
  ],
  every: () => [said(five.pipe(rx.every((value) => value > 0))), said(five.pipe(rx.every(isOdd)))],
  isEmpty: () => [said(five.pipe(rx.isEmpty())), said(rx.EMPTY.pipe(rx.isEmpty()))],
  max: () => [said(five.pipe(rx.max())), said(five.pipe(rx.max((a, b) => b - a)))],
  min: () => [said(five.pipe(rx.min())), said(five.pipe(rx.min((a, b) => b - a)))],
  materialize: () => [said(failing.pipe(rx.materialize())), said(failing.pipe(rx.materialize(), rx.dematerialize()))],
  tap: () => {
    const seen = [];
    const note = (what) => (value) => seen.push(`${what} ${value?.message ?? value}`);
    said(
      failing.pipe(
        rx.tap({ subscribe: note('subscribe'), next: note('next'), error: note('error'), finalize: note('finalize') }),
      ),
    );
    said(five.pipe(rx.tap(note('plain'))));
    return seen;
  },
  finalize: () => {
    const seen = [];
    said(five.pipe(rx.finalize(() => seen.push('end'))));
    return seen;
  },
  audit: () => timed((s) => rx.interval(10, s).pipe(rx.take(6), rx.auditTime(25, s))),
  debounce: () =>
    timed((s) =>
      rx.of(5, 50, 60).pipe(
        rx.mergeMap((t) => rx.timer(t, s).pipe(rx.map(() => t))),
        rx.debounceTime(20, s),
      ),
    ),
  'debounce by': () =>
    timed((s) =>
      rx.interval(10, s).pipe(
        rx.take(4),
        rx.debounce((v) => rx.timer(v * 5, s)),
      ),
    ),
  delay: () => timed((s) => five.pipe(rx.delay(15, s))),
  delayWhen: () => timed((s) => five.pipe(rx.delayWhen((value) => rx.timer(value * 5, s)))),
  sample: () => timed((s) => rx.interval(10, s).pipe(rx.take(6), rx.sampleTime(25, s))),
  throttle: () => [
    timed((s) => rx.interval(10, s).pipe(rx.take(7), rx.throttleTime(25, s))),
    timed((s) => rx.interval(10, s).pipe(rx.take(7), rx.throttleTime(25, s, { leading: false, trailing: true }))),
  ],
  timeInterval: () => timed((s) => rx.interval(10, s).pipe(rx.take(2), rx.timeInterval(s))),
  timestamp: () => timed((s) => rx.interval(10, s).pipe(rx.take(2), rx.timestamp(s))),
  timeout: () => [
    timed((s) => rx.timer(50, s).pipe(rx.timeout({ each: 20, scheduler: s }))),
    timed((s) => rx.timer(50, s).pipe(rx.timeout({ first: 20, scheduler: s, with: () => rx.of('instead') }))),
  ],
  generate: () => [
    said(
      rx.generate(
        1,
        (value) => value < 50,
        (value) => value * 3,
      ),
    ),
    said(
      rx.generate({ initialState: 1, condition: (v) => v < 9, iterate: (v) => v + 4, resultSelector: (v) => `n${v}` }),
    ),
  ],
  range: () => [said(rx.range(3, 4)), said(rx.range(3)), said(rx.range(1, 0))],
  defer: () => said(rx.defer(() => rx.of(1))),
  iif: () => [said(rx.iif(() => true, rx.of(1), rx.of(2))), said(rx.iif(() => false, rx.of(1), rx.of(2)))],
  using: () => {
    const seen = [];
    const out = said(
      rx.using(
        () => ({ unsubscribe: () => seen.push('freed') }),
        () => five,
      ),
    );
    return [out, seen];
  },
  pairs: () => said(rx.pairs({ a: 1, b: 2 })),
  from: async () => [
    said(rx.from([1, 2])),
    said(rx.from(new Set([1]))),
    await rx.lastValueFrom(rx.from(Promise.resolve(7))),
    await rx.lastValueFrom(
      rx
        .from(
          (async function* () {
            yield 1;
            yield 2;
          })(),
        )
        .pipe(rx.toArray()),
    ),
  ],
  'from what is nothing': () => rx.from(5),
  bindCallback: () => said(rx.bindCallback((a, b, done) => done(a + b))(1, 2)),
  bindNodeCallback: () => [
    said(rx.bindNodeCallback((a, done) => done(null, a))(1)),
    said(rx.bindNodeCallback((a, done) => done(new Error('no')))(1)),
  ],
  fromEventPattern: () => {
    const handlers = [];
    const out = [];
    const running = rx
      .fromEventPattern(
        (h) => handlers.push(h),
        () => handlers.pop(),
        (a, b) => a + b,
      )
      .subscribe((v) => out.push(v));
    handlers[0](1, 2);
    running.unsubscribe();
    return [out, handlers.length];
  },
  fromEvent: () => {
    const target = new EventTarget();
    const out = [];
    const running = rx.fromEvent(target, 'ping').subscribe(({ type }) => out.push(type));
    target.dispatchEvent(new Event('ping'));
    running.unsubscribe();
    target.dispatchEvent(new Event('ping'));
    return out;
  },
  firstValueFrom: async () => [await rx.firstValueFrom(five), await rx.firstValueFrom(rx.EMPTY, { defaultValue: 1 })],
  'firstValueFrom nothing': () => rx.firstValueFrom(rx.EMPTY),
  'lastValueFrom nothing': () => rx.lastValueFrom(rx.EMPTY),
  subject: () => {
    const subject = new rx.Subject();
    const out = [];
    subject.subscribe((value) => out.push(value));
    subject.next(1);
    subject.complete();
    subject.next(2);
    return [out, subject.observed, subject.closed];
  },
  behaviorSubject: () => {
    const subject = new rx.BehaviorSubject(1);
    const out = [];
    subject.subscribe((value) => out.push(value));
    subject.next(2);
    return [out, subject.value];
  },
  'behaviorSubject failed': () => {
    const subject = new rx.BehaviorSubject(1);
    subject.subscribe({ error: () => undefined });
    subject.error(new RangeError('out'));
    return subject.value;
  },
  replaySubject: () => {
    const subject = new rx.ReplaySubject(2);
    [1, 2, 3].forEach((value) => subject.next(value));
    return said(subject.pipe(rx.take(2)));
  },
  asyncSubject: () => {
    const subject = new rx.AsyncSubject();
    subject.next(1);
    subject.next(2);
    subject.complete();
    return said(subject);
  },
  share: () => {
    let runs = 0;
    const shared = rx.defer(() => rx.of(++runs).pipe(rx.concatWith(rx.NEVER))).pipe(rx.share());
    const out = [];
    const one = shared.subscribe((v) => out.push(v));
    const two = shared.subscribe((v) => out.push(v));
    one.unsubscribe();
    two.unsubscribe();
    shared.subscribe((v) => out.push(v)).unsubscribe();
    return out;
  },
  shareReplay: () => {
    let runs = 0;
    const shared = rx.defer(() => rx.of(++runs, 7)).pipe(rx.shareReplay(1));
    return [said(shared), said(shared)];
  },
  connect: () => said(five.pipe(rx.connect((shared) => rx.merge(shared.pipe(rx.take(1)), shared.pipe(rx.last()))))),
  connectable: () => {
    const source = rx.connectable(five);
    const out = [];
    source.subscribe((v) => out.push(v));
    source.connect();
    return out;
  },
  subscription: () => {
    const seen = [];
    const outer = new rx.Subscription(() => seen.push('outer'));
    const inner = new rx.Subscription(() => seen.push('inner'));
    const dropped = new rx.Subscription(() => seen.push('dropped'));
    outer.add(inner);
    outer.add(dropped);
    outer.add(() => seen.push('function'));
    outer.remove(dropped);
    outer.unsubscribe();
    outer.add(() => seen.push('late'));
    return [seen, outer.closed, inner.closed, dropped.closed];
  },
  'subscription fails': () => {
    const outer = new rx.Subscription(() => {
      throw new Error('one');
    });
    outer.add(() => {
      throw new Error('two');
    });
    outer.unsubscribe();
  },
  notification: () =>
    [rx.Notification.createNext(1), rx.Notification.createComplete()].map((n) => [n.kind, n.hasValue, n.value]),
  schedulers: () => {
    const out = [];
    rx.queueScheduler.schedule(() => {
      rx.queueScheduler.schedule(() => out.push('second'));
      out.push('first');
    });
    return out;
  },
  scheduled: () => timed((s) => rx.scheduled([1, 2], s)),
  observeOn: () => timed((s) => five.pipe(rx.observeOn(s, 5))),
  subscribeOn: () => timed((s) => five.pipe(rx.subscribeOn(s, 5))),
  ignoreElements: () => said(failing.pipe(rx.ignoreElements())),
  isObservable: () => [five, 1, null, { lift() {}, subscribe() {} }].map(rx.isObservable),
};
