import { extensions } from 'vscode';

/** Extensions that offer ghost text too. VS Code shows one suggestion at a time, so ours may be hidden by theirs. */
const OTHERS = [
  'github.copilot',
  'github.copilot-chat',
  'tabbyml.vscode-tabby',
  'continue.continue',
  'ggml-org.llama-vscode',
  'codeium.codeium',
  'supermaven.supermaven',
  'rjmacarthy.twinny',
  'huggingface.huggingface-vscode',
  'tabnine.tabnine-vscode',
  'amazonwebservices.amazon-q-vscode',
  'sourcegraph.cody-ai',
  'google.geminicodeassist',
  'visualstudioexptteam.vscodeintellicode',
];

/** Names of the installed extensions that offer suggestions of the same kind. */
export function otherAssistants(): string[] {
  return extensions.all
    .filter(({ id }) => OTHERS.includes(id.toLowerCase()))
    .map(({ id, packageJSON }) => {
      const { displayName } = packageJSON as { displayName?: unknown };
      return typeof displayName === 'string' && !displayName.startsWith('%') ? displayName : id;
    });
}
