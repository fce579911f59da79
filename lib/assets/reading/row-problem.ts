/** Why a row, a feature or a whole file was refused. Closed, so that counts by reason can be kept and shown. */
export const problemReasons = [
  "line_too_long",
  "quote_not_closed",
  "too_few_cells",
  "too_many_cells",
  "nul_byte",
  "text_too_long",
  "id_blank",
  "id_duplicate",
  "id_too_long",
  "id_mangled",
  "id_not_text",
  "class_unknown",
  "position_blank",
  "position_not_number",
  "position_zero",
  "position_out_of_range",
  "position_swapped",
  "position_in_metres",
  "position_in_degrees",
  "position_outside_area",
  "feature_not_json",
  "feature_not_feature",
  "feature_too_large",
  "feature_too_deep",
  "geometry_missing",
  "geometry_wrong_kind",
  "ring_not_closed",
  "ring_too_short",
  "line_too_short",
  "name_blank",
  "code_blank",
  "code_duplicate",
  "header_missing",
  "column_missing",
  "crs_unknown",
  "row_limit",
  "file_too_large",
  "file_truncated",
  "file_not_features",
] as const;

export type ProblemReason = (typeof problemReasons)[number];

/** One thing that stopped one row. `line` is the line of the file (CSV, header = 1) or the ordinal of the feature (GeoJSON, first = 1). */
export interface RowProblem {
  line: number;
  /** The column it was found in, or "" when it concerns the whole line. */
  column: string;
  reason: ProblemReason;
  /** One or two sentences: what is wrong and what to do. May quote the cell, cut to 60 characters. */
  words: string;
  /** The row as it was read, by column name, for the file a person can download, mend and bring back. */
  record?: Record<string, string>;
}

const quoteLimit = 60;

/** A cell as it may appear inside a sentence: on one line, no control characters, at most 60 characters. */
export function quoteCell(cell: string): string {
  const characters = Array.from(cell.slice(0, 1_000).replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim());
  const shown = characters.length > quoteLimit ? `${characters.slice(0, quoteLimit - 1).join("")}…` : characters.join("");
  return `“${shown}”`;
}
