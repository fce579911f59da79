import { dayOf, wordDay } from "@/lib/core/calendar";
import { capabilityWords } from "@/lib/people/words";
import type { grantFile } from "@/lib/people/queries";

type ChainOfGrants = NonNullable<Awaited<ReturnType<typeof grantFile>>>["chain"];

/** From this permission back to the first administrator, step by step. */
export function Chain({ chain }: { chain: ChainOfGrants }) {
  return (
    <section className="aside-part" aria-labelledby="chain">
      <h2 id="chain">Where it comes from</h2>
      <ol className="ledger">
        {chain.map((link, index) => (
          <li key={link.id}>
            <span className="knot" />
            <h3>
              <a href={`/staff/people/${link.holderId}/grants/${link.id}`}>
                {link.holder} may {capabilityWords(link.capability)}
              </a>
            </h3>
            <p className="when">{wordDay(dayOf(link.createdAt))}</p>
            <p>{link.origin === "setup" ? "Set up at the portal’s console." : link.origin === "emergency" ? "Taken in an emergency." : link.origin === "registration" ? "By registering the organisation." : index === chain.length - 1 ? `Given by ${link.giver ?? "somebody"}.` : `Given by ${link.giver ?? "somebody"}, who could because:`}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
