/** An action in words; its code where this console has no words for it: nothing in the log goes unnamed. */
export function actionName(action: string, names: Readonly<Record<string, string>>): string {
  return names[action] ?? action;
}
