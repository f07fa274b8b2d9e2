/** What tests call their own variables, what Go has itself, and what would hide a package that a value is made with. */
const TAKEN =
  /^(?:t|r|err|_|got\d*|want\d*|file|append|len|cap|new|make|copy|nil|true|false|string|int|error|any|min|max|url|http|time|bytes|strings|errors|reflect|io|fs|sort|context|regexp|json|net|flag|log|big|rand|sync|fmt|os|math|bufio|httptest|type|func|map|range|case|select|default|interface|struct|var|const|package|import|chan|go|defer|switch)$/;

/** A variable for a value of a type, or for a parameter. */
export function goVariable(name: string): string {
  const variable = name.slice(0, 1).toLowerCase() + name.slice(1);
  return TAKEN.test(variable) ? `${variable}Value` : variable;
}
