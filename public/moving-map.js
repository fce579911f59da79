// The map that moves under the hand. The page runs nothing of it before its button is pressed: then what draws it is loaded, from here and nowhere else.
const frame = document.querySelector("[data-moving-map]");
const open = document.querySelector("[data-moving-open]");
const close = document.querySelector("[data-moving-close]");
const status = document.querySelector("[data-moving-status]");
const still = document.querySelector("[data-still-map]");
const { library, tiles, view, question, list, device, asset, locale, title, closer, further, here, hide } = frame.dataset;
let count = null;
let map = null;

open.hidden = false;
open.addEventListener("click", show);
close.addEventListener("click", () => put(false));

/** One of the two maps is there, and the focus with what was pressed. */
function put(isMoving) {
  frame.hidden = !isMoving;
  // Not hidden: on paper it is the one that is there.
  still.toggleAttribute("data-behind", isMoving);
  open.hidden = isMoving;
  close.hidden = !isMoving;
  status.textContent = "";
  (isMoving ? close : open).focus();
}

/** A sheet of style, when it is there. */
const sheetAt = (href) =>
  new Promise((settle, fail) => {
    const sheet = document.createElement("link");
    Object.assign(sheet, { rel: "stylesheet", href, onload: settle, onerror: fail });
    document.head.append(sheet);
  });

async function show() {
  if (map) {
    put(true);
    map.resize();
    return;
  }
  status.textContent = status.dataset.loading;
  open.setAttribute("aria-disabled", "true");
  try {
    await Promise.all([`${library}/maplibre-gl.css`, "/moving-map.css"].map(sheetAt));
    count = new Intl.NumberFormat(locale);
    const drawing = await import(`${library}/maplibre-gl.mjs`);
    drawing.setWorkerUrl(`${library}/maplibre-gl-worker.mjs`);
    put(true);
    map = begin(drawing);
  } catch {
    put(false);
    status.textContent = status.dataset.failed;
  }
  open.removeAttribute("aria-disabled");
}

/** The colours of the page, as they are in its light. */
function colours() {
  const probe = document.createElement("span");
  document.body.append(probe);
  const found = Object.fromEntries(
    ["map-land", "map-street", "map-water", "map-green", "map-label", "map-marker", "on-map-marker", "raised", "ground", "line-strong"].map((name) => {
      probe.style.color = `var(--color-${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return found;
}

const font = ["Sofia Sans Semi Condensed", "Arial Narrow", "Noto Sans", "Arial"];
const isMain = ["==", ["get", "main"], true];
const widths = (main, minor) => ["interpolate", ["exponential", 1.5], ["zoom"], 11, ["case", isMain, 1, 0.3], 16, ["case", isMain, main, minor], 19, ["case", isMain, main * 3, minor * 3]];

function style() {
  const is = colours();
  const ground = (id, type, more) => ({ id, type, source: "ground", "source-layer": id.split(" ")[0], ...more });
  return {
    version: 8,
    sources: {
      ground: { type: "vector", tiles: [`${location.origin}${tiles}/ground/{z}/{x}/{y}`], maxzoom: 16 },
      devices: { type: "vector", tiles: [`${location.origin}${tiles}/devices/{z}/{x}/{y}${question}`], maxzoom: 18 },
    },
    layers: [
      { id: "beyond", type: "background", paint: { "background-color": is.ground } },
      ground("boundary", "fill", { paint: { "fill-color": is["map-land"] } }),
      ground("green", "fill", { paint: { "fill-color": is["map-green"] } }),
      ground("water", "fill", { filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": is["map-water"] } }),
      ground("water line", "line", { filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": is["map-water"], "line-width": 3 } }),
      ground("street", "line", { layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": is["map-street"], "line-width": widths(8, 4) } }),
      ground("zone", "line", { paint: { "line-color": is["map-label"], "line-width": 1.2, "line-dasharray": [6, 4], "line-opacity": 0.5 } }),
      ground("boundary line", "line", { paint: { "line-color": is["line-strong"], "line-width": 1.5 } }),
      ground("street name", "symbol", { minzoom: 14, layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": font, "text-size": 13 }, paint: { "text-color": is["map-label"], "text-halo-color": is["map-street"], "text-halo-width": 1.5 } }),
      ground("zone_name", "symbol", { maxzoom: 15, layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 15 }, paint: { "text-color": is["map-label"], "text-halo-color": is["map-land"], "text-halo-width": 1.5 } }),
      {
        id: "devices",
        type: "circle",
        source: "devices",
        "source-layer": "devices",
        paint: {
          "circle-radius": ["case", ["==", ["get", "count"], 1], 8, ["interpolate", ["linear"], ["log10", ["get", "count"]], 0.3, 13, 2, 18, 4, 26, 6, 34]],
          "circle-color": ["case", ["==", ["get", "count"], 1], is["map-marker"], is.raised],
          "circle-stroke-color": ["case", ["==", ["get", "count"], 1], is["on-map-marker"], is["map-marker"]],
          "circle-stroke-width": ["case", ["==", ["get", "count"], 1], 2, 3],
        },
      },
      { id: "counts", type: "symbol", source: "devices", "source-layer": "devices", filter: [">", ["get", "count"], 1], layout: { "text-field": ["number-format", ["get", "count"], { locale }], "text-font": font, "text-size": 14, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": is["map-marker"] } },
    ],
  };
}

function begin({ Map, NavigationControl, ScaleControl, Popup }) {
  const [west, south, east, north] = view.split(",").map(Number);
  const made = new Map({
    container: frame.querySelector("[data-moving-sheet]"),
    style: style(),
    bounds: [[west, south], [east, north]],
    maxZoom: 19,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
    locale: { "Map.Title": title, "NavigationControl.ZoomIn": closer, "NavigationControl.ZoomOut": further, "Popup.Close": hide },
  });
  made.touchZoomRotate.disableRotation();
  made.keyboard.disableRotation();
  made.addControl(new NavigationControl({ showCompass: false }));
  made.addControl(new ScaleControl({ unit: "metric" }));
  const again = () => made.setStyle(style());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  made.on("idle", () => tell(made));
  for (const [event, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) made.on(event, "devices", () => (made.getCanvas().style.cursor = cursor));
  made.on("click", "devices", ({ features: [mark] }) => {
    const at = mark.geometry.coordinates;
    // Far out a mark is a place only.
    if (!mark.properties.code && !mark.properties.plate) return made.easeTo({ center: at, zoom: Math.min(19, made.getZoom() + 2) });
    const link = linkTo(mark.properties);
    new Popup({ maxWidth: "16rem" }).setLngLat(at).setDOMContent(link).addTo(made);
    link.focus();
  });
  return made;
}

/** Where one reads of a mark: the device, or what several of them hang on. */
function linkTo({ code, plate, name, count: many }) {
  const link = document.createElement("a");
  link.href = code ? `${device}${encodeURIComponent(code)}` : `${asset}${encodeURIComponent(plate)}`;
  link.textContent = code ? (plate ? `${name}, ${plate}` : name) : `${plate}: ${here.replace("{n}", count.format(many))}`;
  return link;
}

/** Says what the map shows, in words, as links, and as the address of the list that shows the same. */
function tell(made) {
  const edges = made.getBounds();
  const marks = made.queryRenderedFeatures({ layers: ["devices"] }).filter(({ geometry: { coordinates } }) => edges.contains(coordinates)).map(({ properties }) => properties);
  const sum = marks.reduce((all, mark) => all + mark.count, 0);
  status.textContent = sum === 0 ? status.dataset.none : (sum === 1 ? status.dataset.one : status.dataset.many).replace("{n}", count.format(sum));
  const asked = new URLSearchParams(question);
  asked.set("view", [edges.getWest(), edges.getSouth(), edges.getEast(), edges.getNorth()].map((each) => each.toFixed(5)).join(","));
  frame.querySelector("[data-moving-list]").href = `${list}?${asked}#found`;
  const named = marks.filter(({ code, plate }) => code || plate).slice(0, 20);
  frame.querySelector("[data-moving-marks]").replaceChildren(
    ...(named.length === marks.length ? named : []).map((mark) => {
      const item = document.createElement("li");
      item.append(linkTo(mark));
      return item;
    }),
  );
}
