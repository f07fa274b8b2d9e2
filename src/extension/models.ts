import { ConfigurationTarget, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { COMMANDS, type ListedModel, type ModelSource, type Status } from '../protocol/messages.ts';
import { megabytes } from './presentation.ts';
import type { Server } from './server.ts';

interface Choice extends QuickPickItem {
  readonly run: () => Promise<unknown>;
}

/** Lets the user choose among the models at hand, those that can be fetched, and a file. */
export async function chooseModel(server: Server): Promise<void> {
  const models = server.models();
  const choices = models.then((listed): Choice[] => [
    ...listed.map((model, at) => ({
      label: model.name,
      description: describe(model),
      detail: model.installed ? model.setting : l10n.t('From {0}', from(model.sources)),
      run: async () => {
        await useModel(at === 0 ? '' : model.setting);
        // The size is on the line that was clicked: this is the click that downloads.
        if (!model.installed) await server.execute(COMMANDS.pull, model.id);
      },
    })),
    { label: l10n.t('A GGUF file on this machine…'), run: browse },
  ]);
  const choice = await window.showQuickPick(choices, {
    title: l10n.t('Local Forge: Choose Model'),
    placeHolder: l10n.t('The model that completes your code'),
    matchOnDescription: true,
  });
  await choice?.run();
}

/** Fetches the model in use from a source that the user picks. */
export async function pullFrom(server: Server, status: Status | undefined): Promise<void> {
  const offer = status?.offer ?? (await server.models())[0];
  if (offer === undefined) return;
  const existing: ModelSource = { kind: 'existing-files', title: l10n.t('Files of other tools on this machine') };
  const choices: Choice[] = [
    ...[...offer.sources, existing].map(({ kind, title }) => ({
      label: title,
      run: () => server.execute(COMMANDS.pull, offer.id, kind),
    })),
    { label: l10n.t('A GGUF file on this machine…'), run: browse },
  ];
  const choice = await window.showQuickPick(choices, {
    title: l10n.t('Local Forge: {0}, {1}', offer.name, megabytes(offer.bytes)),
    placeHolder: l10n.t('Where the model comes from'),
  });
  await choice?.run();
}

/** Deletes the downloaded models, after a question. */
export async function removeModels(server: Server): Promise<void> {
  const remove = l10n.t('Remove');
  const answer = await window.showWarningMessage(
    l10n.t('Remove all models that Local Forge has downloaded?'),
    { modal: true, detail: l10n.t('Models of other tools and files that you chose yourself stay.') },
    remove,
  );
  if (answer === remove) await server.execute(COMMANDS.removeModels);
}

async function browse(): Promise<void> {
  const [file] = (await window.showOpenDialog({ filters: { GGUF: ['gguf'] }, title: l10n.t('Choose a Model') })) ?? [];
  if (file) await useModel(file.fsPath);
}

async function useModel(value: string): Promise<void> {
  await workspace
    .getConfiguration('localForge')
    .update('model', value === '' ? undefined : value, ConfigurationTarget.Global);
}

function describe({ bytes, installed, fillsInMiddle }: ListedModel): string {
  const parts = [
    megabytes(bytes),
    installed ? l10n.t('on this machine') : l10n.t('to download'),
    ...(fillsInMiddle ? [] : [l10n.t('sees only the text before the cursor')]),
  ];
  return parts.join(', ');
}

const from = (sources: readonly ModelSource[]): string => sources.map(({ title }) => title).join(l10n.t(' or '));
