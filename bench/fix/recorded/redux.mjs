import * as redux from 'package-under-test';

const counter = (state = 0, action) => (action.type === 'add' ? state + (action.by ?? 1) : state);
const names = (state = [], action) => (action.type === 'name' ? [...state, action.name] : state);

/** What is written to the console meanwhile. */
function warnings(run) {
  const seen = [];
  const { error } = console;
  console.error = (message) => seen.push(new Error(message));
  try {
    run();
  } finally {
    console.error = error;
  }
  return seen;
}

export default {
  'create and dispatch': () => {
    const store = redux.createStore(counter, 5);
    return [store.getState(), store.dispatch({ type: 'add', by: 3 }), store.getState()];
  },
  'legacy name': () => redux.legacy_createStore(counter).getState(),
  'reducer missing': () => redux.createStore(undefined),
  'reducer is text': () => redux.createStore('reduce'),
  'enhancer missing': () => redux.createStore(counter, 1, 5),
  'several enhancers': () =>
    redux.createStore(
      counter,
      () => undefined,
      () => undefined,
    ),
  'enhancer second': () => redux.createStore(counter, (create) => (reducer) => create(reducer, 40)).getState(),
  subscribe: () => {
    const store = redux.createStore(counter);
    const seen = [];
    const stop = store.subscribe(() => seen.push(store.getState()));
    store.dispatch({ type: 'add' });
    stop();
    stop();
    store.dispatch({ type: 'add' });
    return seen;
  },
  'subscribe meanwhile': () => {
    const store = redux.createStore(counter);
    const seen = [];
    store.subscribe(() => {
      seen.push('a');
      store.subscribe(() => seen.push('b'));
    });
    store.dispatch({ type: 'add' });
    store.dispatch({ type: 'add' });
    return seen;
  },
  'listener is no function': () => redux.createStore(counter).subscribe({}),
  'action is no object': () => redux.createStore(counter).dispatch(() => undefined),
  'action has no type': () => redux.createStore(counter).dispatch({}),
  'type is a number': () => redux.createStore(counter).dispatch({ type: 5 }),
  'dispatch while reducing': () => {
    const store = redux.createStore((state = 0, action) => {
      if (action.type === 'x') store.dispatch({ type: 'y' });
      return state;
    });
    store.dispatch({ type: 'x' });
  },
  'read while reducing': () => {
    const store = redux.createStore((state = 0, action) => {
      if (action.type === 'x') store.getState();
      return state;
    });
    store.dispatch({ type: 'x' });
  },
  'subscribe while reducing': () => {
    const store = redux.createStore((state = 0, action) => {
      if (action.type === 'x') store.subscribe(() => undefined);
      return state;
    });
    store.dispatch({ type: 'x' });
  },
  'replace reducer': () => {
    const store = redux.createStore(counter);
    store.replaceReducer((state) => state + 100);
    return store.getState();
  },
  'replace reducer by nothing': () => redux.createStore(counter).replaceReducer(null),
  observable: () => {
    const store = redux.createStore(counter);
    const seen = [];
    const source = store[Symbol.observable ?? '@@observable']();
    const { unsubscribe } = source.subscribe({ next: (state) => seen.push(state) });
    store.dispatch({ type: 'add' });
    unsubscribe();
    store.dispatch({ type: 'add' });
    return seen;
  },
  'observable without observer': () => redux.createStore(counter)[Symbol.observable ?? '@@observable']().subscribe(),
  combine: () => {
    const store = redux.createStore(redux.combineReducers({ counter, names }));
    store.dispatch({ type: 'name', name: 'n' });
    return store.getState();
  },
  'combine unchanged': () => {
    const reducer = redux.combineReducers({ counter, names });
    const state = reducer(undefined, { type: 'x' });
    return [reducer(state, { type: 'x' }) === state, reducer(state, { type: 'add' }) === state];
  },
  'combine with fewer': () => redux.combineReducers({ counter })({ counter: 1, more: 2 }, { type: 'x' }),
  'combine ignores what is no function': () => redux.combineReducers({ counter, text: 'no' })(undefined, { type: 'x' }),
  'combine, no state': () => redux.combineReducers({ bad: () => undefined })({}, { type: 'x' }),
  'combine, state lost': () =>
    redux.combineReducers({ bad: (state = 1, { type }) => (type === 'drop' ? undefined : state) })(
      { bad: 1 },
      { type: 'drop' },
    ),
  'combine, lost by a probe': () => {
    const reducer = (state, { type }) => (type.startsWith('@@redux/INIT') ? 0 : undefined);
    try {
      return redux.combineReducers({ bad: reducer })({}, { type: 'x' });
    } catch (error) {
      return /"bad".* random type/.test(error.message); // the message has a random name in it
    }
  },
  'combine warns of unknown keys': () =>
    warnings(() => redux.combineReducers({ counter })({ counter: 1, more: 2 }, { type: 'x' })),
  'combine warns of no reducers': () => warnings(() => redux.combineReducers({})({}, { type: 'x' })),
  'combine warns of odd state': () => warnings(() => redux.combineReducers({ counter })(5, { type: 'x' })),
  'combine warns of undefined': () => warnings(() => redux.combineReducers({ counter, gone: undefined })),
  bind: () => {
    const sent = [];
    const bound = redux.bindActionCreators({ add: (by) => ({ type: 'add', by }), other: 5 }, (action) =>
      sent.push(action),
    );
    bound.add(2);
    return [sent, Object.keys(bound)];
  },
  'bind one': () =>
    redux.bindActionCreators(
      (by) => ({ type: 'add', by }),
      (action) => action,
    )(4),
  'bind nothing': () => redux.bindActionCreators(null, () => undefined),
  middleware: () => {
    const seen = [];
    const log = (api) => (next) => (action) => {
      seen.push([api.getState(), action.type]);
      return next(action);
    };
    const twice = () => (next) => (action) => {
      next(action);
      return next(action);
    };
    const store = redux.createStore(counter, redux.applyMiddleware(log, twice));
    store.dispatch({ type: 'add' });
    return [seen, store.getState()];
  },
  'middleware dispatches too early': () =>
    redux.createStore(
      counter,
      redux.applyMiddleware(({ dispatch }) => dispatch({ type: 'x' })),
    ),
  'middleware dispatches again': () => {
    const store = redux.createStore(
      counter,
      redux.applyMiddleware(
        ({ dispatch }) =>
          (next) =>
          (action) =>
            action.type === 'more' ? dispatch({ type: 'add', by: 9 }) : next(action),
      ),
    );
    store.dispatch({ type: 'more' });
    return store.getState();
  },
  compose: () => [
    redux.compose()(5),
    redux.compose((x) => x + 1)(5),
    redux.compose(
      (x) => x * 2,
      (x) => x + 1,
      (x) => x - 3,
    )(10),
  ],
  isAction: () => [{ type: 'a' }, { type: 1 }, {}, null, 5, new Date(0)].map(redux.isAction),
  isPlainObject: () => [{}, Object.create(null), [], null, 5, new Date(0), new (class {})()].map(redux.isPlainObject),
  'kinds in messages': () =>
    [
      null,
      undefined,
      true,
      5,
      'text',
      Symbol('s'),
      () => undefined,
      new Date(0),
      new Error('e'),
      [],
      new Map(),
      Promise.resolve(),
    ].map((action) => {
      try {
        return redux.createStore(counter).dispatch(action);
      } catch (error) {
        return error;
      }
    }),
  'kind of a reducer': () =>
    [null, [], new Map(), 'x'].map((reducer) => {
      try {
        return redux.createStore(reducer);
      } catch (error) {
        return error;
      }
    }),
};
