/** What a machine asks of an address that is read only; of its headers, the few that an answer may depend on. */
export interface Asked {
  path: string;
  query: URLSearchParams;
}

/** What it is answered: whole, or in pieces where it is too long to be held. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | AsyncIterable<string | Buffer>;
}
