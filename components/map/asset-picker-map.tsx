import { PickerBehaviour } from "./picker-behaviour";
import { StreetMap, type StreetMapProps } from "./street-map";

/**
 * The street map for choosing assets, inside the form that has a checkbox `name` with the point's key as its value
 * for each of them. A click or Enter or Space on a point ticks that box, and a box that is ticked shows on the map.
 * Without scripts it is only the drawing; the list beside it has everything. The ground stays on the server.
 */
export function AssetPickerMap({ name, ...map }: StreetMapProps & { name: string }) {
  return (
    <PickerBehaviour name={name}>
      <StreetMap {...map} picking />
    </PickerBehaviour>
  );
}
