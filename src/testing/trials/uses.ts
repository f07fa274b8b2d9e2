import { mentionedInJavaScript, valuesInJavaScript } from './uses-javascript.ts';
import { valuesInPython } from './uses-python.ts';

/** Values that a parameter may have, by what code does with it: compares it, asks its type, reads its properties. The usual first. */
export function valuesByUse(name: string, code: string, languageId: string): string[] {
  if (code === '' || languageId === 'go') return [];
  return [...new Set(languageId === 'python' ? valuesInPython(name, code) : valuesInJavaScript(name, code))];
}

/** Values of the standard types that code names, for a parameter that can be anything. */
export function mentioned(code: string, languageId: string): string[] {
  return languageId === 'python' || languageId === 'go' ? [] : mentionedInJavaScript(code);
}

/** Whether code changes what a parameter holds, so that it is worth looking at afterwards. */
export function isChanged(name: string, code: string, languageId: string): boolean {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return false;
  const one = String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}`;
  const part = String.raw`(?:\??\.[A-Za-z_$][\w$]*|\[[^\]\n]*\])`;
  const changes =
    languageId === 'python'
      ? String.raw`\.(?:append|extend|insert|remove|pop|clear|sort|reverse|update|setdefault|add|discard)\(`
      : String.raw`\.(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear)\(`;
  return [
    new RegExp(String.raw`${one}${part}+\s*(?:[-+*/%&|^]|\*\*|\?\?|\|\||&&|//)?=(?![=>])`),
    new RegExp(`${one}${part}*${changes}`),
    new RegExp(String.raw`\b(?:del|delete)\s+${name.replaceAll('$', String.raw`\$`)}${part}`),
    new RegExp(String.raw`\bObject\.assign\(\s*${name.replaceAll('$', String.raw`\$`)}\s*,`),
  ].some((pattern) => pattern.test(code));
}
