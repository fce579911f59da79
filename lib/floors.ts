/** The rooms of `lib`, from the ground up. A room imports only rooms named before it; scripts/architecture.ts sees to it. */
export const floors = [
  // knows nothing about cities
  "core",
  // who may do what, what was done, and who is told
  "access",
  "ledger",
  "notices",
  // the one door to a write
  "decisions",
  // who is acting, and what they sent
  "session",
  "forms",
  // how the city words what it writes
  "letters",
  // who and what there is
  "people",
  "partners",
  "assets",
  // what a partner may say before something is decided against it
  "hearings",
  // what residents say of it before
  "comments",
  // what happens to it
  "applications",
  "permits",
  // what shows it: files that partners file
  "files",
  // what stops it, over anything from one device to a whole partner
  "enforcement",
  // what a partner asks to be looked at again
  "appeals",
  // what residents report
  "concerns",
  // what people ask about their own data
  "rights",
  // the same decision over many
  "bulk",
  // whether what people were given is still needed
  "reviews",
  // whether what was decided was right, and provably so
  "audits",
  // what the public may read
  "registry",
  // and be told of
  "follows",
  // and take away
  "opendata",
  // and look at from above
  "map",
] as const;

export type Room = (typeof floors)[number];
