import { Section } from "@/components/page/section";
import { capabilities, isCapability } from "@/lib/access/capabilities";
import { wordDay, dayOf } from "@/lib/core/calendar";
import type { EntryFile } from "@/lib/audits/queries";

/** From the grant that allowed it back to the first administrator. */
export function GrantChain({ chain }: { chain: EntryFile["chain"] }) {
  if (chain.length === 0) return null;
  return (
    <Section title="The permission that allowed it">
      <ol>
        {chain.map((link) => (
          <li key={link.id}>
            <a href={`/staff/people/${link.holderId}/grants/${link.id}`}>{link.holder}</a> may {isCapability(link.capability) ? capabilities[link.capability].words : link.capability}; {link.giver ? `given by ${link.giver}` : "given at set-up"} on {wordDay(dayOf(link.createdAt))}: “{link.reason}”
          </li>
        ))}
      </ol>
    </Section>
  );
}
