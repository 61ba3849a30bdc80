/** Test of whether [longitude, latitude] lies in MultiPolygon coordinates (even-odd rule, so holes are outside). */
export function insideOf(outline) {
  const edges = outline.flat().flatMap((ring) => ring.map((point, i) => [ring.at(i - 1), point]));
  return (longitude, latitude) =>
    edges.filter(
      ([[x1, y1], [x2, y2]]) =>
        y1 > latitude !== y2 > latitude && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1,
    ).length %
      2 ===
    1;
}
