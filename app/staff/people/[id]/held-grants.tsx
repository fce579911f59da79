import { Tag } from "@/components/show/tag";
import type { Held } from "@/lib/access/ability";
import { dayOf, wordDay, wordInstant } from "@/lib/core/calendar";
import type { GrantOfFile } from "@/lib/people/queries";
import { capabilityWords, fromWords, limitsOf, ratificationWords, untilWords } from "@/lib/people/words";

const asleepWords = { second_factor: "Asleep: they signed in without a second factor.", training: "Asleep" } as const;

/** Each grant as a sentence; beside it from when to when, who gave it and why, how it was used, and the way to change it. */
export function HeldGrants({ grants, personId, could = false, dormant = [] }: { grants: GrantOfFile[]; personId: string; could?: boolean; dormant?: Held["dormant"] }) {
  return (
    <ul className="sentences">
      {grants.map((grant) => {
        const page = `/staff/people/${personId}/grants/${grant.id}`;
        const sleeping = dormant.find((each) => each.grant.id === grant.id);
        return (
          <li key={grant.id}>
            <div>
              <p className="says">
                {could ? <span className="soft">They could </span> : "They may "}
                <GrantWords grant={grant} />.
              </p>
              <GrantTags grant={grant} isAsleep={sleeping !== undefined} />
              {sleeping && <p className="note">{sleeping.because === "training" ? `It sleeps until the training “${sleeping.training}” is recorded for them again.` : asleepWords.second_factor}</p>}
            </div>
            <div className="side">
              {whenWords(grant)}
              <br />
              {giverWords(grant)}
              <br />
              <span className="quiet">“{grant.reason}”</span>
              <br />
              {grant.uses ? `${grant.uses.count === 1 ? "1 decision" : `${grant.uses.count} decisions`}, last on ${wordDay(dayOf(grant.uses.lastAt))}` : "Never used"}
              <br />
              <a href={page}>
                This permission<span className="sr-only">: {grant.words}</span>
              </a>
              {grant.mayEnd && (
                <>
                  {" · "}
                  <a href={`${page}/end`}>
                    End this<span className="sr-only">: {grant.words}</span>
                  </a>
                </>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** What a grant allows and how far, its limits set apart. */
export function GrantWords({ grant }: { grant: Parameters<typeof limitsOf>[0] & { capability: string } }) {
  return (
    <>
      <b>{capabilityWords(grant.capability)}</b>
      {limitsOf(grant).map(({ before, name }) => (
        <span key={before + name}>
          , {before} <b>{name}</b>
        </span>
      ))}
    </>
  );
}

function GrantTags({ grant, isAsleep }: { grant: GrantOfFile; isAsleep: boolean }) {
  const emergency = grant.origin === "emergency" ? (grant.ratification?.outcome ?? (grant.status === "lapsed" ? "lapsed" : "unratified")) : null;
  const standing = grant.status === "active" ? (isAsleep ? "asleep" : null) : grant.status === "lapsed" ? null : grant.status;
  if (!emergency && !standing) return null;
  return (
    <p className="row">
      {emergency && <Tag record="grant" status={emergency} />}
      {standing && <Tag record="grant" status={standing} />}
    </p>
  );
}

/** "1 April 2026 to 31 March 2027". */
export const whenWords = (grant: { validFrom: Date; validUntil: Date | null; endedAt?: Date | null }): string => {
  if (grant.endedAt) return `${fromWords(grant.validFrom)}, ended ${wordInstant(grant.endedAt)}`;
  return grant.validUntil ? `${fromWords(grant.validFrom)} to ${untilWords(grant.validUntil)}` : `From ${fromWords(grant.validFrom)} on`;
};

function giverWords(grant: GrantOfFile): string {
  const given = {
    setup: "Given at set-up",
    registration: "Held since registering",
    emergency: "Taken in an emergency",
    asked: `Asked for, given by ${grant.givenBy?.name ?? "somebody"}`,
    given: `Given by ${grant.givenBy?.name ?? "somebody"}`,
  }[grant.origin];
  const second = grant.secondBy ? `, with ${grant.secondBy.name}` : "";
  const ratified = grant.ratification ? `. ${ratificationWords[grant.ratification.outcome]}, says ${grant.ratification.by.name}` : "";
  const ended = grant.endedBy ? `. Ended by ${grant.endedBy.name}: ${grant.endReason}` : "";
  // The day is said once, unless it was given on another day than it began.
  const on = fromWords(grant.validFrom) === wordDay(dayOf(grant.createdAt)) ? "" : ` on ${wordDay(dayOf(grant.createdAt))}`;
  return `${given}${on}${second}${ratified}${ended}`;
}
