import type { ConsiderationIntent } from "@/lib/core/prisma-client/client";

/** Coded grounds of an adverse decision: a closed list, so that they can be counted. The reason says the rest. */
export const groundWords = {
  place: "The place does not suit",
  security: "It is not secure enough",
  privacy: "It goes too far into people’s privacy",
  purpose: "Its purpose does not serve the public",
  network: "The network cannot carry it",
  incomplete: "What was asked for is still missing",
  untrue: "Something stated is not true",
  conditions: "A condition was not kept",
  need: "The city needs the place itself",
  law: "The law does not allow it",
  other: "Something else, as explained",
} as const;
export type Ground = keyof typeof groundWords;
export const grounds = Object.keys(groundWords) as [Ground, ...Ground[]];

/** Why an adverse decision was taken without hearing the partner first: a closed list. */
export const skipWords = {
  danger: "Somebody or something would come to harm meanwhile",
  defeated: "Waiting would make the decision useless",
  agreed: "The partner agreed, or asked for it",
  law: "A law or a court leaves no choice",
  unreachable: "The partner cannot be reached any more",
} as const;
export type SkipCause = keyof typeof skipWords;
export const skipCauses = Object.keys(skipWords) as [SkipCause, ...SkipCause[]];

/** To follow "The city considers". */
export const intentWords: Record<ConsiderationIntent, string> = { refusal: "refusing this application", suspension: "suspending this permit", revocation: "revoking this permit" };
