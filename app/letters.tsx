import { Section } from "@/components/page/section";
import { Register } from "@/components/show/register";
import { wordInstant } from "@/lib/core/calendar";
import type { lettersAbout } from "@/lib/notices/queries";

const states = { waits: "Waits to be sent", tried: "Tried, is tried again", delivered: "Handed to the mail server", given_up: "Given up" } as const;

/** What was sent by mail about a case, to whom, and how far each is. */
export function Letters({ letters }: { letters: Awaited<ReturnType<typeof lettersAbout>> }) {
  if (letters.length === 0) return null;
  return (
    <Section title="Sent by mail" id="letters">
      <Register
        caption="Letters about this case, newest first"
        hideCaption
        columns={[{ head: "Letter" }, { head: "To" }, { head: "Written" }, { head: "How far it is" }]}
        rows={letters.map(({ id, subject, to, createdAt, deliveredAt, failedAt, state }) => ({
          key: id,
          cells: [subject, to, wordInstant(createdAt), <span key="s">{states[state]}{(deliveredAt ?? failedAt) && `, ${wordInstant(deliveredAt ?? failedAt ?? createdAt)}`}</span>],
        }))}
      />
    </Section>
  );
}
