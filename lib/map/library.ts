/** Which MapLibre the moving map is drawn by. The build lays its files under `public/maplibre` by this number, so that an address never holds another one. */
export const mapLibrary = { version: "6.17.0", files: ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"] } as const;
export const mapLibraryAt = `/maplibre/${mapLibrary.version}`;
