import { allEntries, builtInCatalogue, displayName, entryId } from '../../models/catalogue.ts';
import { ModelPullError, shortReason } from '../../models/errors.ts';
import type { PullProgress } from '../../models/pull.ts';
import type { Download, ListedModel, ModelOffer, ModelSource } from '../../protocol/messages.ts';
import type { Session } from '../session.ts';

/** Downloads of models, one at a time, and what there is to choose from. Nothing is fetched but on a command. */
export class ModelDownloads {
  /** The download that runs, or the last one that did not end well. */
  public current: Download | undefined;
  private running: AbortController | undefined;
  private readonly session: Session;

  public constructor(session: Session) {
    this.session = session;
  }

  /** Fetches a model, and loads it when it is the one in use. How it went is in `current`; throws nothing. */
  public async pull(id?: string, source?: string): Promise<void> {
    if (this.running) return;
    const wanted = id ?? this.wantedId();
    const offer = (await this.list()).find((model) => model.id === wanted);
    if (offer === undefined) {
      const problem = `There is no model named ${wanted} to download.`;
      const nowhere = { phase: 'looking', source: '', receivedBytes: 0, totalBytes: 0 } as const;
      this.show({ id: wanted, name: wanted, state: 'failed', ...nowhere, problem });
      return;
    }
    const controller = new AbortController();
    this.running = controller;
    const base = { id: offer.id, name: offer.name, totalBytes: offer.bytes };
    this.show({ ...base, state: 'running', phase: 'looking', source: '', receivedBytes: offer.partialBytes });
    const kind = offer.sources.find((known) => known.kind === source)?.kind;
    try {
      await this.session.store.pull(offer.id, {
        signal: controller.signal,
        onProgress: (progress: PullProgress) => this.show({ ...base, state: 'running', ...progress }),
        ...(kind !== undefined && { source: kind }),
      });
      this.show(undefined);
    } catch (error) {
      const last = this.current ?? { ...base, phase: 'looking', source: '', receivedBytes: 0 };
      const stopped = controller.signal.aborted;
      if (!stopped) this.explain(error);
      this.show({ ...last, state: stopped ? 'stopped' : 'failed', ...(!stopped && { problem: sentence(error) }) });
      return;
    } finally {
      this.running = undefined;
    }
    if (offer.id !== this.wantedId()) return;
    await this.session.close();
    await this.session.load().catch(() => undefined); // the state has the reason
  }

  /** Stops the download that runs; what was received stays. */
  public stop(): void {
    this.running?.abort(new Error('stopped'));
  }

  public async removeAll(): Promise<number> {
    const bytes = await this.session.store.removeAll();
    this.show(undefined);
    await this.session.look();
    return bytes;
  }

  /** What a click on "Download" would fetch: the model in use, or undefined where the catalogue does not have it. */
  public async offer(): Promise<ModelOffer | undefined> {
    const wanted = this.wantedId();
    const found = (await this.list()).find(({ id, installed }) => id === wanted && !installed);
    if (found === undefined) return undefined;
    const { id, name, bytes, partialBytes, sources } = found;
    return { id, name, bytes, partialBytes, sources };
  }

  /** The catalogue's models, and other GGUF files in the models folder. */
  public async list(): Promise<ListedModel[]> {
    const { store } = this.session;
    const listed = await store.list();
    return listed.map(({ id, name, entry, path, bytes, installed, partialBytes }) => ({
      id,
      name,
      bytes,
      partialBytes,
      installed,
      setting: entry === undefined ? path : id,
      fillsInMiddle: entry?.model.fim !== null,
      sources: entry === undefined ? [] : (store.sourcesOf(id) as ModelSource[]),
    }));
  }

  /** {@link list}, and the models of other tools. Opens files, so it takes a moment. */
  public async listAll(): Promise<ListedModel[]> {
    const listed = await this.list();
    const known = new Set((await this.session.store.list()).map(({ path }) => path));
    const others = (await this.session.store.others()).filter(({ path }) => !known.has(path));
    return [
      ...listed,
      ...others.map(({ path, name, bytes }) => ({
        id: path,
        name,
        bytes,
        partialBytes: 0,
        installed: true,
        setting: path,
        fillsInMiddle: true,
        sources: [],
      })),
    ];
  }

  private wantedId(): string {
    const { model } = this.session.settingsOf();
    const entries = allEntries(builtInCatalogue);
    const wanted = entries.find((entry) => entryId(entry) === model.toLowerCase() || displayName(entry) === model);
    const first = entries[0];
    return model === '' && first ? entryId(first) : wanted ? entryId(wanted) : model;
  }

  private explain(error: unknown): void {
    if (!(error instanceof ModelPullError)) return;
    for (const { source, reason } of error.failures) this.session.connection.console.info(`${source}: ${reason}`);
  }

  private show(download: Download | undefined): void {
    this.current = download;
    this.session.changed();
  }
}

const sentence = (error: unknown): string => `${shortReason(error)}.`;
