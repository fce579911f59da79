import { PbfWriter } from "pbf";
import { extent } from "@/lib/core/map-tile";

/*
 * A tile as Mapbox Vector Tiles 2.1 write it (a protocol buffer): layers of features, each with its shape in the units of the tile and its properties.
 */

export type Shape = { points: [number, number][] } | { lines: [number, number][][] } | { polygons: [number, number][][] };
export interface Feature {
  shape: Shape;
  properties: Record<string, string | number | boolean>;
}
export interface Layer {
  name: string;
  features: readonly Feature[];
}

const kinds = { points: 1, lines: 2, polygons: 3 } as const;
const command = (id: 1 | 2 | 7, count: number): number => id | (count << 3);
const zigzag = (value: number): number => (value << 1) ^ (value >> 31);

/** Twice the area of a ring, more than nothing where it runs clockwise on the screen, as an outer ring has to. */
const turning = (ring: readonly [number, number][]): number => ring.reduce((sum, [x, y], index) => {
  const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
  return sum + x * nextY - nextX * y;
}, 0);

/** The commands that draw a shape; none where at this size nothing is left of it. */
function drawn(shape: Shape): number[] {
  const commands: number[] = [];
  let [atX, atY] = [0, 0];
  const go = ([x, y]: [number, number]) => {
    commands.push(zigzag(x - atX), zigzag(y - atY));
    [atX, atY] = [x, y];
  };
  const path = (line: [number, number][]) => {
    const [first, ...rest] = line;
    if (!first) return;
    commands.push(command(1, 1));
    go(first);
    commands.push(command(2, rest.length));
    for (const each of rest) go(each);
  };
  if ("points" in shape) {
    commands.push(command(1, shape.points.length));
    for (const each of shape.points) go(each);
    return commands;
  }
  const isOther = ([x, y]: [number, number], index: number, all: [number, number][]): boolean => index === 0 || x !== all[index - 1]?.[0] || y !== all[index - 1]?.[1];
  if ("lines" in shape) {
    for (const line of shape.lines.map((each) => each.filter(isOther))) if (line.length > 1) path(line);
    return commands;
  }
  shape.polygons.forEach((ring, index) => {
    const [first, last] = [ring[0], ring.at(-1)];
    // The last corner of a ring is its first again, which a tile leaves out.
    const open = (first && last && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring).filter(isOther);
    const turns = turning(open);
    if (open.length < 3 || turns === 0) return;
    path((index === 0) === turns > 0 ? open : open.toReversed());
    commands.push(command(7, 1));
  });
  return commands;
}

/** @returns the bytes of the tile; layers without features are left out */
export function vectorTile(layers: readonly Layer[]): Uint8Array {
  const tile = new PbfWriter();
  for (const layer of layers) {
    const keys = new Map<string, number>();
    const values = new Map<string | number | boolean, number>();
    const placeIn = <K>(known: Map<K, number>, what: K): number => {
      const place = known.get(what) ?? known.size;
      known.set(what, place);
      return place;
    };
    const made = layer.features.flatMap(({ shape, properties }) => {
      const commands = drawn(shape);
      const kind = "points" in shape ? kinds.points : "lines" in shape ? kinds.lines : kinds.polygons;
      return commands.length === 0 ? [] : [{ commands, kind, tags: Object.entries(properties).flatMap(([key, value]) => [placeIn(keys, key), placeIn(values, value)]) }];
    });
    if (made.length === 0) continue;
    tile.writeMessage(3, (_, writer) => {
      writer.writeVarintField(15, 2);
      writer.writeStringField(1, layer.name);
      for (const { commands, kind, tags } of made)
        writer.writeMessage(2, (__, feature) => {
          feature.writePackedVarint(2, tags);
          feature.writeVarintField(3, kind);
          feature.writePackedVarint(4, commands);
        }, null);
      for (const key of keys.keys()) writer.writeStringField(3, key);
      for (const value of values.keys())
        writer.writeMessage(4, (__, told) => {
          if (typeof value === "string") told.writeStringField(1, value);
          else if (typeof value === "boolean") told.writeBooleanField(7, value);
          else if (Number.isInteger(value)) told.writeSVarintField(6, value);
          else told.writeDoubleField(3, value);
        }, null);
      writer.writeVarintField(5, extent);
    }, null);
  }
  return tile.finish();
}
