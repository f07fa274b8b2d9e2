// An engine process without a model: what it does is in the model's name (loading) and in the typed text (requests).
const tell = (message) => process.send(message);
const timing = { ttftMs: 1, totalMs: 2, promptTokensEvaluated: 3, tokensDecoded: 2 };
const done = (id, end) => tell({ type: 'done', id, result: { end, timing } });
const waiting = new Set();
const scoring = new Set();

const loads = {
  fine: (facts) => {
    tell({ type: 'load-progress', fraction: 0.5 });
    tell({ type: 'loaded', facts });
  },
  slow: (facts) => setTimeout(() => tell({ type: 'loaded', facts }), 300),
  bad: () => tell({ type: 'load-failed', reason: 'it has no tensors' }),
  crashing: () => process.exit(3),
};

const requests = {
  hello: (id) => {
    tell({ type: 'piece', id, text: 'hel', probability: 0.5 });
    tell({ type: 'piece', id, text: 'lo', probability: 0.25 });
    done(id, 'line');
  },
  crash: () => process.exit(7),
  killed: () => process.kill(process.pid, 'SIGKILL'),
  refuse: (id) => tell({ type: 'request-failed', id, reason: 'the prompt is too long' }),
  wait: (id) => {
    waiting.add(id);
    tell({ type: 'piece', id, text: 'a', probability: 1 });
  },
  hang: () => {
    for (;;);
  },
  print: (id) => {
    process.stdout.write('native noise\n');
    setTimeout(() => requests.hello(id), 20);
  },
};

process.on('message', (message) => {
  if (message.type === 'load') {
    const { model, gpu, threads, contextTokens } = message.options;
    loads[model.name]({ modelName: model.name, gpu, threads, contextTokens });
  } else if (message.type === 'tokenize') {
    const tokens = message.texts.map((text) => Int32Array.from(text, (character) => character.codePointAt(0)));
    tell({ type: 'tokens', id: message.id, tokens });
  } else if (message.type === 'score') {
    const { prompt, continuations } = message.request;
    // A prompt of one 0 waits for its cancelling.
    if (prompt[0] === 0) scoring.add(message.id);
    else
      tell({
        type: 'scores',
        id: message.id,
        scores: continuations.map((tokens) => [...tokens].map((token) => -token)),
      });
  } else if (scoring.delete(message.id)) tell({ type: 'request-failed', id: message.id, reason: 'cancelled' });
  else if (message.type === 'generate') requests[message.request.typed](message.id);
  else if (waiting.delete(message.id)) done(message.id, 'cancelled');
});
process.on('disconnect', () => process.exit(0));
