import type { Random } from '../rig/random.mts';

/**
 * Names as they are found in France. Common family and given names, each a word that everybody knows from a telephone
 * directory; rarer family names are put together from pieces in the manner of Brittany, Flanders, Alsace, Corsica and the
 * rest, so that there are as many different ones as a hundred thousand people have. Nobody in particular is meant.
 */
const COMMON_FAMILY_NAMES =
  `Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David Bertrand
  Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefebvre Faure André Mercier Blanc Guérin
  Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier
  Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet
  Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert
  Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume
  Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher
  Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron
  Bertin Bailly Hervé Schneider Fernandez Le_Gall Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Le_Roux Cousin
  Germain Breton Besson Langlois Rémy Le_Goff Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon
  Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier Collin Chauvin Da_Silva
  Bouchet Gay Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret Barthélémy Cordier Pichon Lejeune Gilbert Lamy
  Delaunay Pasquier Carlier Laporte Nguyen Haddad Benali Traoré Diallo Kaya Öztürk Kowalski Ferreira Rossi Esposito`
    .split(/\s+/)
    .map((name) => name.replace('_', ' '));

const PIECES = [
  [
    'Ker',
    'Le Bri',
    'Gué',
    'Tré',
    'Pen',
    'Van der ',
    'De ',
    'Du ',
    'La',
    'Mont',
    'Beau',
    'Bel',
    'Cham',
    'Cas',
    'Vil',
    'Roche',
    'Fon',
    'Gar',
    'Bar',
    'Des',
    'Haute',
    'Saint-',
    'Ber',
    'Wal',
    'Schaf',
    'Ett',
    'Ric',
    'Pao',
    'Leca',
    'Etche',
    'Irri',
    'Cour',
  ],
  [
    'mar',
    'lec',
    'vill',
    'fort',
    'main',
    'rand',
    'bois',
    'mond',
    'gard',
    'let',
    'per',
    'baud',
    'nier',
    'sac',
    'lan',
    'cour',
    'ver',
    'gran',
    'bri',
    'tal',
    'den',
    'hof',
    'ner',
    'lin',
    'co',
    'berri',
    'gar',
  ],
  [
    '',
    'ec',
    'ière',
    'eau',
    'et',
    'in',
    'ot',
    'ard',
    'er',
    'ac',
    'ès',
    'ette',
    'el',
    'oux',
    'ay',
    'isse',
    'ini',
    'u',
    'aud',
    'on',
  ],
] as const;

const GIVEN_NAMES =
  `Marie Jean Pierre Michel André Jeanne Philippe Louis René Alain Jacques Bernard Marcel Daniel Roger Robert Paul Claude
  Christian Henri Nathalie Isabelle Sylvie Catherine Martine Christine Françoise Valérie Sandrine Stéphanie Véronique
  Sophie Céline Chantal Patricia Anne Brigitte Julie Monique Aurélie Nicole Laurence Annie Émilie Dominique Virginie
  Corinne Élodie Christelle Camille Caroline Léa Sarah Florence Laetitia Audrey Hélène Laura Mélanie Manon Nicolas Éric
  Frédéric Christophe Julien Patrick Pascal Thomas Laurent Stéphane Sébastien Thierry Alexandre David Olivier Maxime
  Antoine Kevin Romain Hugo Lucas Théo Enzo Mathis Jules Gabriel Raphaël Arthur Louise Emma Jade Chloé Inès Lina Rose Anna
  Amélie Agathe Zoé Lucie Clara Margaux Noémie Pauline Mohamed Karim Yasmine Fatima Samir Leïla Aïcha Mehdi Amine Nadia
  Jean-Pierre Jean-Luc Marie-Claude Anne-Sophie Jean-Marc Marie-Hélène Gaël Yann Maëlle Loïc Solène Ronan`.split(
    /\s+/,
  );

const CARS: readonly (readonly [make: string, models: readonly string[]])[] = [
  ['Renault', ['Clio', 'Mégane', 'Captur', 'Scénic', 'Twingo', 'Kadjar', 'Zoé', 'Arkana']],
  ['Peugeot', ['208', '308', '2008', '3008', '5008', '508', '206', '107']],
  ['Citroën', ['C3', 'C4', 'C5 Aircross', 'Berlingo', 'C3 Aircross', 'ë-C4', 'C1']],
  ['Dacia', ['Sandero', 'Duster', 'Jogger', 'Logan', 'Spring']],
  ['Volkswagen', ['Golf', 'Polo', 'Tiguan', 'T-Roc', 'ID.3', 'Passat']],
  ['Toyota', ['Yaris', 'Corolla', 'C-HR', 'Aygo', 'RAV4']],
  ['Ford', ['Fiesta', 'Focus', 'Puma', 'Kuga']],
  ['Opel', ['Corsa', 'Astra', 'Mokka']],
  ['Fiat', ['500', 'Panda', 'Tipo']],
  ['BMW', ['Série 1', 'Série 3', 'X1']],
  ['Mercedes-Benz', ['Classe A', 'GLA', 'Classe C']],
  ['Škoda', ['Fabia', 'Octavia', 'Kamiq']],
  ['Tesla', ['Model 3', 'Model Y']],
];

/** A person who may insure a car. */
export interface FrenchPerson {
  readonly firstName: string;
  readonly lastName: string;
}

/** Somebody, more often with a common name than with a rare one. */
export function somebody(random: Random): FrenchPerson {
  return { firstName: random.oneOf(GIVEN_NAMES), lastName: familyName(random) };
}

/** Make and model of a car as they drive about. */
export function someCar(random: Random): { make: string; model: string } {
  // The first makes are the commonest.
  const index = Math.floor(CARS.length * random.next() ** 2);
  const [make, models] = CARS[index] ?? CARS[0]!;
  return { make, model: random.oneOf(models) };
}

/** The nth plate that the French register (SIV) gives out: AA-001-AA, AA-002-AA …; I, O and U are left out. */
export function sivPlate(ordinal: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTVWXYZ';
  const pair = (index: number): string =>
    `${letters[Math.floor(index / letters.length) % letters.length]}${letters[index % letters.length]}`;
  const number = (ordinal % 999) + 1;
  const series = Math.floor(ordinal / 999);
  const pairs = letters.length ** 2;
  const digits = String(number).padStart(3, '0');
  return `${pair(Math.floor(series / pairs))}-${digits}-${pair(series % pairs)}`;
}

function familyName(random: Random): string {
  // A fifth of the French bear one of the commonest names.
  if (random.happens(0.35)) {
    const index = Math.floor(COMMON_FAMILY_NAMES.length * random.next() ** 1.5);
    return COMMON_FAMILY_NAMES[index] ?? 'Martin';
  }
  const [first, second, third] = PIECES;
  const name = `${random.oneOf(first)}${random.oneOf(second)}${random.oneOf(third)}`;
  return random.happens(0.05) ? `${name}-${random.oneOf(COMMON_FAMILY_NAMES)}` : name;
}
