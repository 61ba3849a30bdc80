/**
 * Communes of Gironde that GeoNames' extract lacks and that would look wrong to anybody who knows the country, or that
 * have no known commune with their postal code: [longitude, latitude], placed by hand to about 2 km. They stay
 * `estimated`.
 */
export const handPlaced = {
  'Saint-André-de-Cubzac': [-0.446, 44.995],
  'Lège-Cap-Ferret': [-1.147, 44.796],
  'Saint-Laurent-Médoc': [-0.822, 45.149],
  Pineuilh: [0.229, 44.841],
  'La Brède': [-0.527, 44.683],
  'Cissac-Médoc': [-0.845, 45.228],
  'Saint-Magne-de-Castillon': [-0.062, 44.863],
  Cubnezais: [-0.408, 45.075],
  Roaillan: [-0.281, 44.508],
  Fargues: [-0.294, 44.537],
  "Saint-Laurent-d'Arce": [-0.467, 45.034],
  Hostens: [-0.639, 44.494],
  "Grayan-et-l'Hôpital": [-1.084, 45.436],
  "Saint-Germain-d'Esteuil": [-0.868, 45.277],
  Arbanats: [-0.395, 44.671],
  Queyrac: [-0.985, 45.361],
  'Cadillac-en-Fronsadais': [-0.376, 44.998],
  Cartelègue: [-0.572, 45.187],
  'Saint-Magne': [-0.651, 44.527],
  Salaunes: [-0.834, 44.936],
  Marsas: [-0.385, 45.067],
  Auros: [-0.152, 44.497],
  Aillas: [-0.072, 44.474],
  Gensac: [0.095, 44.806],
  Louchats: [-0.579, 44.508],
  Savignac: [-0.118, 44.515],
  'Pessac-sur-Dordogne': [0.076, 44.813],
  'Le Tuzan': [-0.604, 44.448],
};
