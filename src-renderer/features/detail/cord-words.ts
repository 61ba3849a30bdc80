/** A colour as it agrees with « jarretière », and in English. */
interface Colour {
  readonly fr: string;
  readonly en: string;
}

/** Keys: names as operators send them, in French or English, without accents, in capitals. */
const colours: ReadonlyMap<string, Colour> = new Map(
  (
    [
      [['ROUGE', 'RED'], 'rouge', 'red'],
      [['BLEU', 'BLEUE', 'BLUE'], 'bleue', 'blue'],
      [['VERT', 'VERTE', 'GREEN'], 'verte', 'green'],
      [['JAUNE', 'YELLOW'], 'jaune', 'yellow'],
      [['VIOLET', 'VIOLETTE', 'PURPLE'], 'violette', 'purple'],
      [['BLANC', 'BLANCHE', 'WHITE'], 'blanche', 'white'],
      [['ORANGE'], 'orange', 'orange'],
      [['GRIS', 'GRISE', 'GREY', 'GRAY'], 'grise', 'grey'],
      [['MARRON', 'BRUN', 'BRUNE', 'BROWN'], 'marron', 'brown'],
      [['NOIR', 'NOIRE', 'BLACK'], 'noire', 'black'],
      [['ROSE', 'PINK'], 'rose', 'pink'],
      [['TURQUOISE', 'AQUA'], 'turquoise', 'turquoise'],
    ] as const
  ).flatMap(([names, fr, en]) => names.map((name) => [name, { fr, en }] as const)),
);

/** `jarretière bleue`. A colour that is not known is shown as it was sent. */
export function frenchCord(sent: string): string {
  return `jarretière ${colours.get(keyOf(sent))?.fr ?? sent}`;
}

/** `blue cord`. A colour that is not known is shown as it was sent. */
export function englishCord(sent: string): string {
  return `${colours.get(keyOf(sent))?.en ?? sent} cord`;
}

const keyOf = (sent: string) => sent.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase();
