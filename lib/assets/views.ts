/** A part of the map, in degrees. */
export interface View {
  west: number;
  south: number;
  east: number;
  north: number;
}
