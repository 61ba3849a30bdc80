/** In degrees. */
export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

const PATIENCE_MS = 10_000;

/** Where the phone says that it is; null: it does not say, or nobody lets it. */
export function whereAmI(): Promise<Place | null> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude } }) => resolve({ longitude, latitude }),
      () => resolve(null),
      { timeout: PATIENCE_MS, maximumAge: 60_000, enableHighAccuracy: true },
    );
  });
}
