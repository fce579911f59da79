/** Which column holds what, by name. */
export interface Mapping {
  id: string;
  lat: string;
  lon: string;
  /** One column with "(lat, lon)" or "POINT (lon lat)", or "(point)" for the geometry of GeoJSON. Wins over lat and lon. */
  point: string;
  class: string;
  owner: string;
  /** An address or description. */
  place: string;
}
