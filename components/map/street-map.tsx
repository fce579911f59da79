import type { ReactNode } from "react";
import { drawnBase, type BaseFeature, type Kept } from "./base";
import { clusterRadius, type MapCluster, type MapPoint } from "./cluster";
import { PointMark, pointRadius } from "./point-mark";
import { fitted, projectionOf, scaleBar, type View } from "./projection";

/** Addresses of the same page with the map moved. */
export interface MapControls {
  zoomIn: string;
  zoomOut: string;
  north: string;
  south: string;
  east: string;
  west: string;
}

/** The map's own words; give them in the language of the page. */
export interface MapWords {
  controls: string;
  zoomIn: string;
  zoomOut: string;
  north: string;
  south: string;
  east: string;
  west: string;
  /** The name of a cluster, for instance "24 devices here, look closer". */
  cluster: (count: number) => string;
}

const english: MapWords = {
  controls: "Move the map",
  zoomIn: "Look closer",
  zoomOut: "See more around",
  north: "Move north",
  south: "Move south",
  east: "Move east",
  west: "Move west",
  cluster: (count) => `${count.toLocaleString("en-GB")} here, look closer`,
};

export interface StreetMapProps {
  /** What the map shows, in words. */
  title: string;
  view: View;
  /** The drawing's own size in pixels. On the page it is as wide as its place and keeps this shape. */
  width?: number;
  height?: number;
  base: { features: readonly BaseFeature[] };
  points: readonly MapPoint[];
  clusters?: readonly MapCluster[];
  controls?: MapControls;
  legend?: ReactNode;
  words?: Partial<MapWords>;
  /** Points can be chosen: they carry their key and a tick (see AssetPickerMap). */
  picking?: boolean;
}

const arrows = {
  zoomIn: "M12 5v14M5 12h14",
  zoomOut: "M5 12h14",
  north: "m5 15 7-7 7 7",
  south: "m5 9 7 7 7-7",
  east: "m9 5 7 7-7 7",
  west: "m15 5-7 7 7 7",
} as const;
const moves = ["zoomIn", "zoomOut", "north", "west", "east", "south"] as const;

const letterOf = (index: number) => String.fromCharCode(65 + (index % 26));
const percent = (part: number, whole: number) => `${Math.round((part / whole) * 100_00) / 100}%`;

/**
 * A map as markup: it needs no script, no tiles and no network, and prints. Points with `to` are links.
 * The ground grows and shrinks with its place on the page; points, names and the scale keep their size.
 */
export function StreetMap({ title, view, width = 800, height = 600, base, points, clusters = [], controls, legend, words, picking = false }: StreetMapProps) {
  const said = { ...english, ...words };
  const shown = fitted(view, width, height);
  const projection = projectionOf(shown, width, height);
  const placed = points
    .map((point) => ({ point, ...projection.toPixel(point.lon, point.lat) }))
    .filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
  const gathered = clusters.map((cluster) => ({ cluster, ...projection.toPixel(cluster.lon, cluster.lat), radius: clusterRadius(cluster.count) }));
  // Even numbers of squares, so that no letter lies under a control in the middle of an edge.
  const columns = Math.min(26, 2 * Math.max(1, Math.round(width / 300)));
  const rows = 2 * Math.max(1, Math.round(height / 300));
  const bar = scaleBar(projection.metresPerPixel, Math.min(170, width * 0.25));

  const kept: Kept[] = [
    ...placed.map(({ point, x, y }) => ({ x, y, radius: pointRadius(point) + 1 })),
    ...gathered.map(({ x, y, radius }) => ({ x, y, radius: radius + 2 })),
    ...Array.from({ length: columns }, (_, index) => ({ x: ((index + 0.5) * width) / columns, y: 12, radius: 9 })),
    ...Array.from({ length: rows }, (_, index) => ({ x: 12, y: ((index + 0.5) * height) / rows, radius: 9 })),
    ...Array.from({ length: 8 }, (_, index) => ({ x: width - 12 - ((bar.pixels + 60) * index) / 7, y: height - 18, radius: 16 })),
    ...(controls
      ? [[width - 34, 34], [width - 34, 86], [width / 2, 34], [width / 2, height - 34], [34, height / 2], [width - 34, height / 2]].map(
          ([x = 0, y = 0]) => ({ x, y, radius: 30 }),
        )
      : []),
  ];
  const ground = drawnBase(base.features, shown, width, height, kept);

  return (
    <figure className="street-map">
      <div className="street-map-sheet">
        <svg className="street-map-ground" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" focusable="false">
          <rect className={ground.land ? "street-map-beyond" : "street-map-land"} width={width} height={height} />
          {ground.land ? <path className="street-map-land" d={ground.land} fillRule="evenodd" /> : null}
          {ground.green ? <path className="street-map-green" d={ground.green} fillRule="evenodd" /> : null}
          {/* Waters lie on one another where a river meets the sea, so they are filled as one. */}
          {ground.water ? <path className="street-map-water" d={ground.water} fillRule="nonzero" /> : null}
          {ground.streets.minor ? <path className="street-map-street" d={ground.streets.minor} strokeWidth={ground.widths.minor.toFixed(1)} /> : null}
          {ground.streets.main ? <path className="street-map-street" d={ground.streets.main} strokeWidth={ground.widths.main.toFixed(1)} /> : null}
          {ground.zones ? <path className="street-map-zone" d={ground.zones} /> : null}
          {ground.land ? <path className="street-map-boundary" d={ground.land} /> : null}
          <path
            className="street-map-grid"
            d={[
              ...Array.from({ length: columns - 1 }, (_, index) => `M${Math.round(((index + 1) * width) / columns)} 0V${height}`),
              ...Array.from({ length: rows - 1 }, (_, index) => `M0 ${Math.round(((index + 1) * height) / rows)}H${width}`),
            ].join("")}
          />
        </svg>
        {controls ? (
          <nav className="street-map-controls" aria-label={said.controls}>
            {moves.map((move) => (
              <a key={move} className={`street-map-move is-${move.toLowerCase()}`} href={controls[move]} aria-label={said[move]} title={said[move]}>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                  <path d={arrows[move]} />
                </svg>
              </a>
            ))}
          </nav>
        ) : null}
        <svg className="street-map-marks" width="100%" height="100%" role={placed.length + gathered.length > 0 ? "group" : "img"} aria-label={title}>
          <g aria-hidden="true">
            {ground.labels.map((label) => (
              <svg key={`${label.kind} ${label.text}`} className="street-map-at" x={percent(label.x, width)} y={percent(label.y, height)} width="1" height="1">
                <text className={`street-map-label is-${label.kind}`} dy="0.34em" transform={label.angle === 0 ? undefined : `rotate(${label.angle})`}>
                  {label.text}
                </text>
              </svg>
            ))}
            {Array.from({ length: columns }, (_, index) => (
              <text key={letterOf(index)} className="street-map-square" x={percent(index + 0.5, columns)} y="17">
                {letterOf(index)}
              </text>
            ))}
            {Array.from({ length: rows }, (_, index) => (
              <text key={index} className="street-map-square" x="12" y={percent(index + 0.5, rows)} dy="0.34em">
                {index + 1}
              </text>
            ))}
            {/* Measured from the right edge in shares of the width, so that the bar stays true at every size. */}
            <svg className="street-map-at" x="100%" y="100%" width="100%" height="1">
              <g transform="translate(-54)">
                <ScaleLine pixels={bar.pixels} width={width} />
                <text className="street-map-scale" x={percent(-bar.pixels, width)} dx="-7" y="-15" textAnchor="end">
                  0
                </text>
                <text className="street-map-scale" x="7" y="-15">
                  {bar.text}
                </text>
              </g>
            </svg>
          </g>
          {gathered.map(({ cluster, x, y, radius }) => (
            <svg key={`${cluster.lon} ${cluster.lat}`} className="street-map-at" x={percent(x, width)} y={percent(y, height)} width="1" height="1">
              <a className="street-map-cluster" href={cluster.to} aria-label={said.cluster(cluster.count)}>
                <title>{said.cluster(cluster.count)}</title>
                <circle className="street-map-focus-edge" r={radius + 6.5} />
                <circle className="street-map-focus" r={radius + 4} />
                <circle className="street-map-disc" r={radius} />
                <text className="street-map-count" y="5">
                  {cluster.count.toLocaleString("en-GB")}
                </text>
              </a>
            </svg>
          ))}
          {[...placed].sort((a, b) => order(a.point) - order(b.point)).map(({ point, x, y }) => (
            <svg key={point.key} className="street-map-at" x={percent(x, width)} y={percent(y, height)} width="1" height="1">
              <Point point={point} picking={picking} />
            </svg>
          ))}
        </svg>
      </div>
      {legend ? <figcaption className="street-map-legend">{legend}</figcaption> : null}
    </figure>
  );
}

/** Later is drawn on top and reached later: plain points, then numbers in their order, then the one asked about. */
function order(point: MapPoint): number {
  return point.state === "here" ? Number.MAX_SAFE_INTEGER : (point.number ?? 0);
}

function ScaleLine({ pixels, width }: { pixels: number; width: number }) {
  const at = (share: number) => percent(pixels * (share - 1), width);
  return (
    <>
      {["street-map-rule is-under", "street-map-rule"].map((className) => (
        <g key={className} className={className}>
          <line x1={at(0)} x2={at(1)} y1="-19" y2="-19" />
          {[0, 0.25, 0.5, 1].map((share) => (
            <line key={share} x1={at(share)} x2={at(share)} y1="-20" y2={share === 0.25 ? "-15" : "-12"} />
          ))}
        </g>
      ))}
    </>
  );
}

function Point({ point, picking }: { point: MapPoint; picking: boolean }) {
  const { state = "plain", number, label, to } = point;
  const className = `street-map-point is-${state}${number === undefined ? "" : " is-numbered"}`;
  const pickable = picking && state !== "taken" && state !== "here";
  const mark = (
    <>
      <title>{label}</title>
      <PointMark state={state} number={number} pickable={pickable} />
    </>
  );
  if (to !== undefined && !picking) {
    return (
      <a className={className} href={to} aria-label={label}>
        {mark}
      </a>
    );
  }
  return (
    <g className={className} role="img" aria-label={label} data-map-key={pickable ? point.key : undefined}>
      {mark}
    </g>
  );
}
