import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { wordInstant } from "@/lib/core/calendar";
import type { deedsWith } from "@/lib/people/queries";

/** What was decided with one permission, from the ledger. */
export function Deeds({ deeds }: { deeds: Awaited<ReturnType<typeof deedsWith>> }) {
  return (
    <Register
      caption="Decisions made with this permission, newest first"
      hideCaption
      columns={[{ head: "What" }, { head: "When" }, { head: "On" }]}
      rows={deeds.map((deed) => ({ key: deed.id, cells: [deed.words, wordInstant(deed.at), deed.on ? <a key="o" href={deed.on.to}><Ref>{deed.on.reference}</Ref></a> : subjectWords[deed.subjectType] ?? deed.subjectType] }))}
    />
  );
}

export const subjectWords: Record<string, string> = {
  Application: "A case",
  Permit: "A permit",
  Partner: "A partner",
  Person: "A person",
  NoticeWording: "Words of a letter",
  Concern: "What a resident reported",
  DataRequestPart: "What somebody asked about their own data",
  Grant: "A permission",
  GrantRequest: "An asking",
  Interest: "A tie",
  Training: "A training",
  ApartException: "An exception",
  AccessPolicy: "The rules of access",
  Review: "A review",
  ReviewItem: "A question of a review",
  Asset: "An asset",
  AssetImport: "A file of assets",
  Agency: "An agency",
  Zone: "A part of the city",
  Network: "A network",
  LedgerEntry: "The ledger",
};
